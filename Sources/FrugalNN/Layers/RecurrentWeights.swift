import FrugalTensor

/// The weights of one recurrent layer in one direction, under PyTorch's names.
public struct RecurrentWeights: Sendable {
    /// `[gates * units, inputs]`.
    public var input: Tensor
    /// `[gates * units, units]`.
    public var hidden: Tensor
    /// `[gates * units]`.
    public var inputBias: Tensor?
    /// `[gates * units]`. Redundant beside the other one, kept because PyTorch's files have both.
    public var hiddenBias: Tensor?

    /// Weights drawn evenly between ± `1 / sqrt(units)`, as PyTorch draws its own.
    init(gates: Int, inputs: Int, units: Int, hasBias: Bool, using stream: inout RandomStream) {
        let start = Initializer.uniform(bound: 1 / Double(max(1, units)).squareRoot())
        let (rows, overflow) = gates.multipliedReportingOverflow(by: units)
        // A size that overflows is refused as the negative size it would have become.
        let height = overflow ? -1 : rows
        input = start([height, inputs], using: &stream)
        hidden = start([height, units], using: &stream)
        inputBias = hasBias ? start([height], using: &stream) : nil
        hiddenBias = hasBias ? start([height], using: &stream) : nil
    }

    /// Shows the tensors; `suffix` is `_l0`, `_l0_reverse` and so on, or nothing in a cell.
    mutating func visit(_ visitor: inout Visitor, suffix: String) {
        visitor.parameter("weight_ih\(suffix)", &input)
        visitor.parameter("weight_hh\(suffix)", &hidden)
        visitor.parameter("bias_ih\(suffix)", &inputBias)
        visitor.parameter("bias_hh\(suffix)", &hiddenBias)
    }

    var list: [Tensor] { [input, hidden] + [inputBias, hiddenBias].compactMap { $0 } }
}
