/// How much an activation shrinks the variance of what passes through it: the factor that weights make up for.
public enum Gain: Sendable, Hashable, Codable {
    /// No activation, or a sigmoid.
    case linear
    /// The hyperbolic tangent: 5/3.
    case tanh
    /// The rectifier: the square root of two (He et al. 2015).
    case relu
    /// A rectifier that lets negative values through with a slope.
    case leakyRelu(slope: Double)
    /// The self-normalising unit: 3/4.
    case selu
    /// A factor of one's own.
    case factor(Double)

    /// The factor.
    public var value: Double {
        switch self {
        case .linear: 1
        case .tanh: 5 / 3
        case .relu: 2.0.squareRoot()
        case .leakyRelu(let slope): (2 / (1 + slope * slope)).squareRoot()
        case .selu: 0.75
        case .factor(let factor): factor
        }
    }
}
