/// What becomes of the losses of the examples of a batch.
public enum Reduction: String, Sendable, Codable, CaseIterable {
    /// One loss an example, or an element.
    case none
    /// Their mean.
    case mean
    /// Their sum.
    case sum

    /// The engine's number for it.
    var code: Int64 {
        switch self {
        case .none: 0
        case .mean: 1
        case .sum: 2
        }
    }
}
