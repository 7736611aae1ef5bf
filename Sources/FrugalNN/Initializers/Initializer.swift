import FrugalTensor

/// How the weights of a layer begin.
public enum Initializer: Sendable, Hashable, Codable {
    /// All zeros.
    case zeros
    /// All ones.
    case ones
    /// One number throughout.
    case constant(Double)
    /// Evenly between `-bound` and `bound`.
    case uniform(bound: Double)
    /// Normal around zero.
    case normal(deviation: Double)
    /// Normal around zero, cut at twice the deviation.
    case truncatedNormal(deviation: Double)
    /// Evenly, with variance `gain² / fan` (He et al. 2015).
    case kaimingUniform(over: Fan.Mode = .inputs, gain: Gain = .relu)
    /// Normal, with variance `gain² / fan` (He et al. 2015).
    case kaimingNormal(over: Fan.Mode = .inputs, gain: Gain = .relu)
    /// Evenly, with variance `2 gain² / (inputs + outputs)` (Glorot and Bengio 2010).
    case xavierUniform(gain: Gain = .linear)
    /// Normal, with variance `2 gain² / (inputs + outputs)` (Glorot and Bengio 2010).
    case xavierNormal(gain: Gain = .linear)
    /// Orthonormal rows or columns (Saxe, McClelland and Ganguli 2014).
    case orthogonal(gain: Gain = .linear)

    /// What PyTorch does for dense layers and convolutions: evenly between ± `1 / sqrt(inputs)`.
    public static let standard = Initializer.kaimingUniform(gain: .leakyRelu(slope: 5.0.squareRoot()))

    /// Values for a weight `[outputs, inputs, window…]`.
    public func callAsFunction(
        _ shape: [Int], dtype: DType = .float32, using stream: inout RandomStream
    ) -> Tensor {
        let fan = Fan(of: shape)
        switch self {
        case .zeros: return .zeros(shape, dtype: dtype)
        case .ones: return .ones(shape, dtype: dtype)
        case .constant(let value): return .full(shape, value, dtype: dtype)
        case .uniform(let bound): return .evenly(shape, bound, dtype, &stream)
        case .normal(let deviation): return .normal(shape, deviation: deviation, dtype: dtype, using: &stream)
        case .truncatedNormal(let deviation):
            // The engine refuses a deviation that is not above zero; the bounds must merely be in order.
            let bound = deviation > 0 ? 2 * deviation : 0
            return .truncatedNormal(
                shape, deviation: deviation, within: -bound...bound, dtype: dtype, using: &stream)
        case .kaimingUniform(let mode, let gain):
            return .evenly(shape, gain.value * (3 / Double(fan[mode])).squareRoot(), dtype, &stream)
        case .kaimingNormal(let mode, let gain):
            let deviation = gain.value / Double(fan[mode]).squareRoot()
            return .normal(shape, deviation: deviation, dtype: dtype, using: &stream)
        case .xavierUniform(let gain):
            return .evenly(shape, 3.0.squareRoot() * fan.xavierDeviation(gain), dtype, &stream)
        case .xavierNormal(let gain):
            return .normal(shape, deviation: fan.xavierDeviation(gain), dtype: dtype, using: &stream)
        case .orthogonal(let gain):
            return .orthogonal(shape, gain: gain.value, dtype: dtype, using: &stream)
        }
    }

    /// What PyTorch does for the bias beside a weight: evenly between ± `1 / sqrt(inputs)`.
    static func bias(_ count: Int, besideWeightOf shape: [Int], using stream: inout RandomStream) -> Tensor {
        .evenly([count], 1 / Double(Fan(of: shape).inputs).squareRoot(), .float32, &stream)
    }
}

extension Fan {
    fileprivate func xavierDeviation(_ gain: Gain) -> Double {
        gain.value * (2 / (Double(inputs) + Double(outputs))).squareRoot()
    }
}

extension Tensor {
    fileprivate static func evenly(
        _ shape: [Int], _ bound: Double, _ dtype: DType, _ stream: inout RandomStream
    ) -> Tensor {
        guard bound.isFinite else { return .refused("uniform", because: "a bound of \(bound) is no number") }
        return .uniform(shape, in: -bound.magnitude..<bound.magnitude, dtype: dtype, using: &stream)
    }
}
