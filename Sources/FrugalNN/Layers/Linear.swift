import FrugalTensor

/// A dense layer: `x Wᵀ + b` over the last dimension.
public struct Linear: Layer {
    /// `[outputs, inputs]`.
    public var weight: Tensor
    /// `[outputs]`.
    public var bias: Tensor?

    /// A layer from `inputs` to `outputs` numbers, begun as PyTorch begins its own.
    public init(
        _ inputs: Int, _ outputs: Int, bias hasBias: Bool = true, initializer: Initializer = .standard,
        using stream: inout RandomStream
    ) {
        let shape = [outputs, inputs]
        weight = initializer(shape, using: &stream)
        bias = hasBias ? Initializer.bias(outputs, besideWeightOf: shape, using: &stream) : nil
    }

    /// Shows the tensors under PyTorch's names.
    public mutating func visit(_ visitor: inout Visitor) {
        visitor.parameter("weight", &weight)
        visitor.parameter("bias", &bias)
    }

    /// `[…, inputs]` becomes `[…, outputs]`.
    public func forward(_ x: Tensor, _ pass: Pass) -> Tensor { x.linear(weight: weight, bias: bias) }
}
