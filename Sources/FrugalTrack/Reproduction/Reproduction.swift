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
    /// What the run cost.
    public var ledger: LedgerRecord

    /// A reproduction.
    public init(
        id: String, title: String, scale: Scale, scaledDown: [String] = [], protocolLines: [String] = [],
        seeds: [UInt64], rows: [ReproductionRow] = [], ledger: LedgerRecord = LedgerRecord()
    ) {
        self.id = id
        self.title = title
        self.scale = scale
        self.scaledDown = scaledDown
        self.protocolLines = protocolLines
        self.seeds = seeds
        self.rows = rows
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
        try fields.encode(ledger, forKey: .ledger)
        var derived = encoder.container(keyedBy: DerivedKeys.self)
        try derived.encode(verdict, forKey: .verdict)
    }
}
