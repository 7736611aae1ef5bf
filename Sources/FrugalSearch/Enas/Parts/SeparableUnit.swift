import FrugalNN
import FrugalTensor

/// A rectifier, a separable convolution and batch normalisation.
public struct SeparableHalf: Layer {
    /// The convolution without biases.
    public var conv: SeparableConv2d
    /// Normalisation of what it gives.
    public var norm: BatchNorm

    /// A half that keeps `channels` channels, height and width.
    public init(_ channels: Int, kernel: Int, using stream: inout RandomStream) {
        conv = .he(channels, kernel: kernel, using: &stream)
        norm = BatchNorm(channels)
    }

    /// Shows the parts in the order in which they are applied.
    public mutating func visit(_ visitor: inout Visitor) {
        visitor.child("conv", &conv)
        visitor.child("norm", &norm)
    }

    /// `[N, channels, H, W]` keeps its shape.
    public func forward(_ x: Tensor, _ pass: Pass) -> Tensor { norm(conv.rectified(x, pass), pass) }
}

/// The separable convolution of ENAS's micro space: rectifier, depthwise, pointwise, batch normalisation, twice.
///
/// `_enas_conv` of ENAS's code. NASNet's (Zoph et al. 2018, appendix A.4) is the same.
public struct SeparableUnit: Layer {
    /// The first half.
    public var first: SeparableHalf
    /// The second half.
    public var second: SeparableHalf

    /// A unit that keeps `channels` channels, height and width.
    public init(_ channels: Int, kernel: Int, using stream: inout RandomStream) {
        first = SeparableHalf(channels, kernel: kernel, using: &stream)
        second = SeparableHalf(channels, kernel: kernel, using: &stream)
    }

    /// Shows the halves in the order in which they are applied.
    public mutating func visit(_ visitor: inout Visitor) {
        visitor.child("first", &first)
        visitor.child("second", &second)
    }

    /// `[N, channels, H, W]` keeps its shape.
    public func forward(_ x: Tensor, _ pass: Pass) -> Tensor { second(first(x, pass), pass) }
}
