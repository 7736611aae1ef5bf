import FrugalTensor

/// A convolution cut in two: each channel apart (depthwise), then all channels pixel by pixel (pointwise).
///
/// It has about `outputs / kernel²` as many parameters and multiply-adds as a whole one (Chollet 2017; MobileNet).
public struct SeparableConv2d: Layer {
    /// One kernel a channel.
    public var depthwise: Conv2d
    /// A 1x1 convolution over the channels.
    public var pointwise: Conv2d

    /// A separable convolution from `inputs` to `outputs` channels.
    /// - Parameter hasBias: whether the pointwise half has a bias; the other needs none.
    public init(
        _ inputs: Int, _ outputs: Int, kernel: Extent, stride: Extent = 1, padding: Extent = 0, dilation: Extent = 1,
        bias hasBias: Bool = true, initializer: Initializer = .standard, using stream: inout RandomStream
    ) {
        depthwise = Conv2d(
            inputs, inputs, kernel: kernel, stride: stride, padding: padding, dilation: dilation, groups: inputs,
            bias: false, initializer: initializer, using: &stream)
        pointwise = Conv2d(inputs, outputs, kernel: 1, bias: hasBias, initializer: initializer, using: &stream)
    }

    /// Shows the tensors under PyTorch's names.
    public mutating func visit(_ visitor: inout Visitor) {
        visitor.child("depthwise", &depthwise)
        visitor.child("pointwise", &pointwise)
    }

    /// `[N, inputs, H, W]` becomes `[N, outputs, H', W']`, channels-last.
    public func forward(_ x: Tensor, _ pass: Pass) -> Tensor { pointwise(depthwise(x, pass), pass) }

    /// The convolution of the rectified input, as ``forward(_:_:)`` of `x.relu()`.
    ///
    /// A depthwise half that keeps height and width takes the rectifier into its loops, which saves a way through memory in both
    /// directions. A summary wants to see the parts, so an observed pass takes them one by one.
    public func rectified(_ x: Tensor, _ pass: Pass) -> Tensor {
        let weight = depthwise.weight
        let keepsSize =
            depthwise.bias == nil && depthwise.stride == 1 && depthwise.dilation == 1
            && weight.size(of: 2) == 2 * depthwise.padding.height + 1
            && weight.size(of: 3) == 2 * depthwise.padding.width + 1
        guard keepsSize, !pass.isObserved else { return self(x.relu(), pass) }
        return pointwise(x.channelsLast().rectifiedDepthwise(weight: weight), pass)
    }
}
