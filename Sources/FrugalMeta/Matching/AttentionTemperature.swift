/// What cosines are divided by before the softmax of an attention.
///
/// The paper writes the softmax over raw cosines. That cannot be sharp: with cosines in -1...1 no class of 20 can get
/// more than 28 % of the attention. So the temperature is a setting of its own, recorded with every result.
public enum AttentionTemperature: Codable, Sendable, Hashable, CustomStringConvertible {
    /// As written in the paper: 1. An ablation.
    case raw
    /// The same number all through.
    case fixed(Double)
    /// Learned with the network, from this number on.
    case learned(from: Double)

    /// What training begins with.
    public var initial: Double {
        switch self {
        case .raw: 1
        case .fixed(let value), .learned(from: let value): value
        }
    }

    /// In words, as results print it.
    public var description: String {
        switch self {
        case .raw: "raw cosine"
        case .fixed(let value): "temperature \(value)"
        case .learned(from: let value): "temperature learned from \(value)"
        }
    }
}
