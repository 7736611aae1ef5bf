import FrugalNN
import FrugalTensor

/// A convolution and batch normalisation, with a rectifier before, after or nowhere.
///
/// The convolution has no bias, which the normalisation would take away again, and begins as He et al. (2015) derive for
/// rectifiers: ENAS's code does the same.
public struct ConvNorm: Layer {
    /// Where the rectifier stands.
    public enum Rectifier: Sendable {
        /// Nowhere.
        case none
        /// Before the convolution.
        case before
        /// After the normalisation.
        case after
    }

    /// The convolution, which keeps height and width unless it has a stride.
    public var conv: Conv2d
    /// Normalisation of what it gives.
    public var norm: BatchNorm
    private let rectifier: Rectifier

    /// A convolution from `inputs` to `outputs` channels.
    public init(
        _ inputs: Int, _ outputs: Int, kernel: Int = 1, rectifier: Rectifier = .after, using stream: inout RandomStream
    ) {
        conv = .he(inputs, outputs, kernel: kernel, using: &stream)
        norm = BatchNorm(outputs)
        self.rectifier = rectifier
    }

    /// Shows the parts in the order in which they are applied.
    public mutating func visit(_ visitor: inout Visitor) {
        visitor.child("conv", &conv)
        visitor.child("norm", &norm)
    }

    /// `[N, inputs, H, W]` becomes `[N, outputs, H, W]`.
    public func forward(_ x: Tensor, _ pass: Pass) -> Tensor {
        let normalised = norm(conv(rectifier == .before ? x.relu() : x, pass), pass)
        return rectifier == .after ? normalised.relu() : normalised
    }
}

extension Conv2d {
    /// A convolution without a bias that keeps height and width where `stride` is 1, begun as for rectifiers.
    static func he(
        _ inputs: Int, _ outputs: Int, kernel: Int, stride: Int = 1, groups: Int = 1, using stream: inout RandomStream
    ) -> Conv2d {
        Conv2d(
            inputs, outputs, kernel: Extent(kernel), stride: Extent(stride), padding: Extent(kernel / 2),
            groups: groups,
            bias: false, initializer: .kaimingNormal(), using: &stream)
    }
}
