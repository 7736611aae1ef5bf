/// How many inputs one output of a layer sees, and how many outputs one input reaches.
///
/// Read off a weight's shape `[outputs, inputs, window…]`, as PyTorch does.
public struct Fan: Sendable, Hashable {
    /// Inputs of one output; at least one.
    public let inputs: Int
    /// Outputs of one input; at least one.
    public let outputs: Int

    /// The fans of a weight of this shape. A vector counts as its own inputs and outputs.
    public init(of shape: [Int]) {
        let window = shape.dropFirst(2).reduce(1, Self.product)
        let first = shape.first ?? 1
        inputs = max(1, Self.product(shape.count > 1 ? shape[1] : first, window))
        outputs = max(1, Self.product(first, window))
    }

    /// Shapes may come from a user: one that overflows is refused by the tensor that is made of it, not here.
    private static func product(_ a: Int, _ b: Int) -> Int {
        let (product, overflow) = a.multipliedReportingOverflow(by: b)
        return overflow ? .max : product
    }

    /// Which of the two an initialiser keeps the variance over.
    public enum Mode: String, Sendable, Codable {
        /// The forward pass keeps its variance.
        case inputs
        /// The gradients keep theirs.
        case outputs
    }

    /// The fan of a mode.
    public subscript(mode: Mode) -> Int { mode == .inputs ? inputs : outputs }
}
