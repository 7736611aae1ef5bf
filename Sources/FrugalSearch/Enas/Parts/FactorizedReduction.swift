import FrugalNN
import FrugalTensor

/// Halves height and width without losing every second pixel: two 1x1 convolutions of stride 2, the second one pixel
/// further down and right, side by side, and batch normalisation.
///
/// `_factorized_reduction` of ENAS's code (reference, section 3.3).
public struct FactorizedReduction: Layer {
    /// Sees the pixels of even rows and columns; gives the first half of the channels.
    public var even: Conv2d
    /// Sees the pixels of odd rows and columns; gives the rest.
    public var odd: Conv2d
    /// Normalisation of both.
    public var norm: BatchNorm
    private let isRectified: Bool

    /// A reduction from `inputs` to `outputs` channels.
    /// - Parameter isRectified: whether a rectifier comes first.
    public init(_ inputs: Int, _ outputs: Int, rectified isRectified: Bool = false, using stream: inout RandomStream) {
        even = .he(inputs, outputs / 2, kernel: 1, stride: 2, using: &stream)
        odd = .he(inputs, outputs - outputs / 2, kernel: 1, stride: 2, using: &stream)
        norm = BatchNorm(outputs)
        self.isRectified = isRectified
    }

    /// Shows the parts in the order in which they are applied.
    public mutating func visit(_ visitor: inout Visitor) {
        visitor.child("even", &even)
        visitor.child("odd", &odd)
        visitor.child("norm", &norm)
    }

    /// `[N, inputs, H, W]` becomes `[N, outputs, H / 2, W / 2]`, rounded up.
    public func forward(_ x: Tensor, _ pass: Pass) -> Tensor {
        let x = isRectified ? x.relu() : x
        let shifted = x.padded([(before: -1, after: 1), (before: -1, after: 1)])
        return norm(.concatenated([even(x, pass), odd(shifted, pass)], along: 1), pass)
    }
}
