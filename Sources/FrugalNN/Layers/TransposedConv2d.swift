import FrugalTensor

/// The transpose of a convolution: every pixel of `[N, C, H, W]` is spread over a kernel, so that images grow.
public struct TransposedConv2d: Layer {
    /// `[inputs, outputs / groups, height, width]`.
    public var weight: Tensor
    /// `[outputs]`.
    public var bias: Tensor?
    /// The step between two places of the kernel in the result.
    public let stride: Extent
    /// Rows and columns cut from every side of the result.
    public let padding: Extent
    /// Rows and columns added at the end of the result.
    public let outputPadding: Extent
    /// The distance between the pixels that a kernel reaches.
    public let dilation: Extent
    /// How many groups of channels are convolved apart.
    public let groups: Int

    /// A transposed convolution from `inputs` to `outputs` channels, begun as PyTorch begins its own.
    public init(
        _ inputs: Int, _ outputs: Int, kernel: Extent, stride: Extent = 1, padding: Extent = 0,
        outputPadding: Extent = 0, dilation: Extent = 1, groups: Int = 1, bias hasBias: Bool = true,
        initializer: Initializer = .standard, using stream: inout RandomStream
    ) {
        let shape = [inputs, outputs / max(1, groups), kernel.height, kernel.width]
        weight = initializer(shape, using: &stream).channelsLast()
        bias = hasBias ? Initializer.bias(outputs, besideWeightOf: shape, using: &stream) : nil
        self.stride = stride
        self.padding = padding
        self.outputPadding = outputPadding
        self.dilation = dilation
        self.groups = groups
    }

    /// Shows the tensors under PyTorch's names.
    public mutating func visit(_ visitor: inout Visitor) {
        visitor.parameter("weight", &weight)
        visitor.parameter("bias", &bias)
    }

    /// `[N, inputs, H, W]` becomes `[N, outputs, H', W']`, channels-last.
    public func forward(_ x: Tensor, _ pass: Pass) -> Tensor {
        x.channelsLast().transposedConv2d(
            weight: weight, bias: bias, stride: stride, padding: padding, outputPadding: outputPadding,
            dilation: dilation, groups: groups)
    }
}
