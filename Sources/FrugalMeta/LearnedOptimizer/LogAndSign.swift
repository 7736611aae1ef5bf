import Foundation
import FrugalTensor

/// What a learned optimiser sees of a gradient: its order of magnitude and its sign, both of the order of one.
///
/// Andrychowicz et al. 2016, appendix A: `(log|g| / p, sign g)` where `|g| >= e^-p`, else `(-1, e^p g)`. The paper's p is
/// 10; the code published with it takes 5.
public struct LogAndSign: Codable, Sendable, Equatable {
    /// Gradients below `e^-p` are small.
    public var p: Double

    /// The map with this threshold.
    public init(p: Double = 10) { self.p = p }

    /// `[coordinates]` become `[2, coordinates]`. Both cases in one: each formula is the other's bound.
    public func callAsFunction(_ gradients: Tensor) -> Tensor {
        let magnitude = (gradients.abs().log() / p).clamped(min: -1)
        let sign = (gradients * exp(p)).clamped(to: -1...1)
        return Tensor.stacked([magnitude, sign])
    }
}
