import FrugalNN
import FrugalTensor

/// A convolution and batch normalisation, with a rectifier after them where one is wanted.
///
/// The convolution has no bias, which the normalisation would take away again, keeps height and width but for its stride
/// (`H` becomes `H / stride`, rounded up), and begins as He et al. (2015) derive for rectifiers.
public struct NormalizedConv2d: Layer {
    /// The convolution.
    public var conv: Conv2d
    /// Normalisation of what it gives.
    public var norm: BatchNorm
    /// Whether a rectifier follows.
    public let isRectified: Bool

    /// A convolution from `inputs` to `outputs` channels with an odd kernel.
    public init(
        _ inputs: Int, _ outputs: Int, kernel: Int, stride: Int = 1, groups: Int = 1,
        rectified isRectified: Bool = true,
        using stream: inout RandomStream
    ) {
        conv = Conv2d(
            inputs, outputs, kernel: Extent(kernel), stride: Extent(stride), padding: Extent(kernel / 2),
            groups: groups,
            bias: false, initializer: .kaimingNormal(), using: &stream)
        norm = BatchNorm(outputs)
        self.isRectified = isRectified
    }

    /// Shows the parts in the order in which they are applied.
    public mutating func visit(_ visitor: inout Visitor) {
        visitor.child("conv", &conv)
        visitor.child("norm", &norm)
    }

    /// `[N, inputs, H, W]` becomes `[N, outputs, H', W']`.
    public func forward(_ x: Tensor, _ pass: Pass) -> Tensor {
        let normalised = norm(conv(x, pass), pass)
        return isRectified ? normalised.relu() : normalised
    }
}
