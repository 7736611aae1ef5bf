import FrugalTensor

/// Kernels slid over sequences `[N, C, L]`.
public struct Conv1d: Layer {
    /// `[outputs, inputs / groups, kernel]`.
    public var weight: Tensor
    /// `[outputs]`.
    public var bias: Tensor?
    /// The step between two places of the kernel.
    public let stride: Int
    /// Zeros added at both ends.
    public let padding: Int
    /// The distance between the elements that a kernel sees.
    public let dilation: Int
    /// How many groups of channels are convolved apart.
    public let groups: Int

    /// A convolution from `inputs` to `outputs` channels, begun as PyTorch begins its own.
    public init(
        _ inputs: Int, _ outputs: Int, kernel: Int, stride: Int = 1, padding: Int = 0, dilation: Int = 1,
        groups: Int = 1, bias hasBias: Bool = true, initializer: Initializer = .standard,
        using stream: inout RandomStream
    ) {
        let shape = [outputs, inputs / max(1, groups), kernel]
        weight = initializer(shape, using: &stream)
        bias = hasBias ? Initializer.bias(outputs, besideWeightOf: shape, using: &stream) : nil
        self.stride = stride
        self.padding = padding
        self.dilation = dilation
        self.groups = groups
    }

    /// Shows the tensors under PyTorch's names.
    public mutating func visit(_ visitor: inout Visitor) {
        visitor.parameter("weight", &weight)
        visitor.parameter("bias", &bias)
    }

    /// `[N, inputs, L]` becomes `[N, outputs, L']`.
    public func forward(_ x: Tensor, _ pass: Pass) -> Tensor {
        x.conv1d(weight: weight, bias: bias, stride: stride, padding: padding, dilation: dilation, groups: groups)
    }
}
