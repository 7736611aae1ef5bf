/// Which neurons of a group reach which of another, and with what weight.
///
/// The weight's unit is that of the synapse: what the membrane jumps by, a current, or a conductance, which is not
/// negative.
public enum Wiring: Codable, Hashable, Sendable {
    /// All to all; the weight from source `i` to target `j` is number `i * targets + j`.
    case dense([Float])
    /// Every source to the target of the same number.
    case oneToOne([Float])
    /// Some pairs.
    case sparse(SparseWeights)
    /// Shared weights that slide over a picture.
    case convolution(Convolution)
    /// Every neuron to all others of equally many but the one of its own number, all with this weight: lateral
    /// inhibition, without a weight for each pair.
    case allButOne(Float)

    /// All to all with one weight.
    public static func dense(_ sources: Int, _ targets: Int, weight: Float) -> Wiring {
        .dense(Array(repeating: weight, count: max(0, sources) * max(0, targets)))
    }

    /// One to one with one weight.
    public static func oneToOne(_ count: Int, weight: Float) -> Wiring {
        .oneToOne(Array(repeating: weight, count: max(0, count)))
    }

    /// The weights that are stored, in their order.
    var weights: [Float] {
        switch self {
        case .dense(let weights), .oneToOne(let weights): weights
        case .sparse(let sparse): sparse.weights
        case .convolution(let convolution): convolution.weights
        case .allButOne(let weight): [weight]
        }
    }
}
