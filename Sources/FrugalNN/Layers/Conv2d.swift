import FrugalTensor

/// Kernels slid over images `[N, C, H, W]`. The images are laid out channels-last, which is what makes it fast.
public struct Conv2d: Layer {
    /// `[outputs, inputs / groups, height, width]`.
    public var weight: Tensor
    /// `[outputs]`.
    public var bias: Tensor?
    /// The step between two places of the kernel.
    public let stride: Extent
    /// Zeros added on every side.
    public let padding: Extent
    /// The distance between the pixels that a kernel sees.
    public let dilation: Extent
    /// How many groups of channels are convolved apart.
    public let groups: Int

    /// A convolution from `inputs` to `outputs` channels, begun as PyTorch begins its own.
    public init(
        _ inputs: Int, _ outputs: Int, kernel: Extent, stride: Extent = 1, padding: Extent = 0, dilation: Extent = 1,
        groups: Int = 1, bias hasBias: Bool = true, initializer: Initializer = .standard,
        using stream: inout RandomStream
    ) {
        // Groups that cannot be are refused by the first call, with its shapes.
        let shape = [outputs, inputs / max(1, groups), kernel.height, kernel.width]
        weight = initializer(shape, using: &stream).channelsLast()
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

    /// `[N, inputs, H, W]` becomes `[N, outputs, H', W']`, channels-last.
    public func forward(_ x: Tensor, _ pass: Pass) -> Tensor {
        x.channelsLast().conv2d(
            weight: weight, bias: bias, stride: stride, padding: padding, dilation: dilation, groups: groups)
    }
}
