/// What re-running a published experiment gave: its rows, what they cost, and what was scaled down.
public struct Reproduction: Codable, Sendable, Equatable {
    /// How much of an experiment is run.
    public enum Scale: String, Codable, Sendable, CaseIterable {
        /// Minutes on two processor cores; ``Reproduction/scaledDown`` says what is smaller than published.
        case quick
        /// The published protocol.
        case full
    }

    /// The name of the experiment, as `frugal reproduce` takes it.
    public var id: String
    /// What it is, in a line.
    public var title: String
    /// How much was run.
    public var scale: Scale
    /// What was smaller than published, a clause each; empty for a full run.
    public var scaledDown: [String]
    /// The protocol: split, sizes, pixels, what was chosen on what.
    public var protocolLines: [String]
    /// The seeds, in the order of the rows' values.
    public var seeds: [UInt64]
    /// Our figures beside the published ones.
    public var rows: [ReproductionRow]
    /// Pictures of the result, beside the bars that the page draws of the rows.
    public var illustrations: [Illustration]
    /// What the run cost.
    public var ledger: LedgerRecord

    /// A reproduction.
    public init(
        id: String, title: String, scale: Scale, scaledDown: [String] = [], protocolLines: [String] = [],
        seeds: [UInt64], rows: [ReproductionRow] = [], illustrations: [Illustration] = [],
        ledger: LedgerRecord = LedgerRecord()
    ) {
        self.id = id
        self.title = title
        self.scale = scale
        self.scaledDown = scaledDown
        self.protocolLines = protocolLines
        self.seeds = seeds
        self.rows = rows
        self.illustrations = illustrations
        self.ledger = ledger
    }

    /// Reached where every comparable row is, not reached where one falls short.
    public var verdict: ReproductionRow.Verdict {
        let verdicts = rows.map(\.verdict).filter { $0 != .notComparable }
        if verdicts.isEmpty { return .notComparable }
        return verdicts.allSatisfy { $0 == .reached } ? .reached : .notReached
    }
}

extension Reproduction {
    /// Reads what ``encode(to:)`` wrote; without illustrations there is no field of them.
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        id = try fields.decode(String.self, forKey: .id)
        title = try fields.decode(String.self, forKey: .title)
        scale = try fields.decode(Scale.self, forKey: .scale)
        scaledDown = try fields.decode([String].self, forKey: .scaledDown)
        protocolLines = try fields.decode([String].self, forKey: .protocolLines)
        seeds = try fields.decode([UInt64].self, forKey: .seeds)
        rows = try fields.decode([ReproductionRow].self, forKey: .rows)
        illustrations = try fields.decodeIfPresent([Illustration].self, forKey: .illustrations) ?? []
        ledger = try fields.decode(LedgerRecord.self, forKey: .ledger)
    }

    private enum CodingKeys: String, CodingKey {
        case id, title, scale, scaledDown, protocolLines, seeds, rows, illustrations, ledger
    }

    private enum DerivedKeys: String, CodingKey { case verdict }

    /// Writes the stored fields and the verdict, so that who reads the JSON need not know the rule.
    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        try fields.encode(id, forKey: .id)
        try fields.encode(title, forKey: .title)
        try fields.encode(scale, forKey: .scale)
        try fields.encode(scaledDown, forKey: .scaledDown)
        try fields.encode(protocolLines, forKey: .protocolLines)
        try fields.encode(seeds, forKey: .seeds)
        try fields.encode(rows, forKey: .rows)
        if !illustrations.isEmpty { try fields.encode(illustrations, forKey: .illustrations) }
        try fields.encode(ledger, forKey: .ledger)
        var derived = encoder.container(keyedBy: DerivedKeys.self)
        try derived.encode(verdict, forKey: .verdict)
    }
}
