import Foundation

/// Which parts of a trained network are trained again on new data, and in which order: the report's "transfer learning"
/// against "fine-tuning", and what lies between.
public enum TuningPolicy: Hashable, Sendable {
    /// Nothing but a new linear head, on features that are computed once.
    case probe
    /// The head and so many blocks before it.
    case lastBlocks(Int)
    /// Everything from the first step on.
    case all
    /// The head first, as in ``probe``, then everything at a small rate (Kumar et al. 2022): a head that fits does not pull
    /// the features out of shape.
    case probeThenTune
    /// The head first and then a block more at a time, in the first half of training (Howard and Ruder 2018).
    case gradual

    /// The policies as a person writes them.
    public static let spellings = "probe, last:N, all, probe-then-tune, gradual"

    /// Whether a head is fitted on frozen features before anything else.
    public var beginsWithProbe: Bool { self == .probe || self == .probeThenTune }

    /// The highest learning rate of the head where none is given.
    public var usualRate: Double { self == .probeThenTune ? 6e-4 : 1e-3 }

    /// The share of that rate for the first block where none is given: where everything trains at once, nothing is held back
    /// (docs/decisions/031).
    public var usualInputShare: Double { self == .all ? 1 : 0.1 }

    /// What normalisation does where nothing is said. A head that was fitted on the old statistics, and blocks beside others
    /// that are held still, need these; where everything trains at once, those of the new data serve better.
    public var usualNormalisation: TuningSettings.Normalisation { self == .all ? .adapting : .frozen }

    /// For each block from the input to the head, the share of the learning rate that it trains with; 0 holds it still.
    /// - Parameters:
    ///   - blocks: how many there are, the head included.
    ///   - inputShare: the share of the first block where all train; between it and the head they rise geometrically.
    ///   - progress: how far training is, from 0 to 1.
    public func shares(blocks: Int, inputShare: Double, progress: Double) -> [Double] {
        let body = blocks - 1
        let still: Int
        switch self {
        case .probe: still = body
        case .lastBlocks(let count): still = max(0, body - count)
        case .all, .probeThenTune: still = 0
        case .gradual: still = max(0, body - Int(progress * 2 * Double(body + 1)))
        }
        return (0..<blocks).map { block in
            block < still ? 0 : body == 0 ? 1 : pow(inputShare, Double(body - block) / Double(body))
        }
    }
}

extension TuningPolicy: LosslessStringConvertible, Codable {
    /// The policy as a person writes it; nil for none.
    public init?(_ description: String) {
        switch description {
        case "probe": self = .probe
        case "all": self = .all
        case "probe-then-tune": self = .probeThenTune
        case "gradual": self = .gradual
        default:
            guard description.hasPrefix("last:"), let count = Int(description.dropFirst(5)), count > 0 else {
                return nil
            }
            self = .lastBlocks(count)
        }
    }

    /// The policy as a person writes it.
    public var description: String {
        switch self {
        case .probe: "probe"
        case .lastBlocks(let count): "last:\(count)"
        case .all: "all"
        case .probeThenTune: "probe-then-tune"
        case .gradual: "gradual"
        }
    }

    /// Reads the policy as a person writes it.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let policy = TuningPolicy(text) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "'\(text)' is none of \(Self.spellings)")
        }
        self = policy
    }

    /// Writes the policy as a person does.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
