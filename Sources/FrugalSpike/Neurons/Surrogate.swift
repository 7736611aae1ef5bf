import Foundation

/// The derivative that a spike is given where its own is zero almost everywhere: a function of how far the membrane
/// lies above the threshold. The slope makes it narrower, and the number of neurons that learn from a spike smaller.
public enum Surrogate: Codable, Hashable, Sendable {
    /// `1 / (1 + slope |x|)^2` (Zenke and Ganguli 2018).
    case fastSigmoid(slope: Double)
    /// `slope / 2 / (1 + (pi / 2 slope x)^2)` (Fang et al. 2021).
    case arctangent(slope: Double)
    /// `max(0, 1 - slope |x|)` (Esser et al. 2016).
    case triangle(slope: Double)
    /// 1 where `slope |x| <= 1`, else 0 (Bengio, Léonard and Courville 2013).
    case straightThrough(slope: Double)
    /// The derivative of `1 / (1 + exp(-slope x))`.
    case sigmoid(slope: Double)

    /// What snnTorch uses unless told otherwise.
    public static let standard = Surrogate.fastSigmoid(slope: 25)

    /// How narrow it is.
    public var slope: Double {
        switch self {
        case .fastSigmoid(let slope), .arctangent(let slope), .triangle(let slope), .straightThrough(let slope),
            .sigmoid(let slope):
            slope
        }
    }

    /// The engine's number for it.
    var engineCode: Int {
        switch self {
        case .fastSigmoid: 0
        case .arctangent: 1
        case .triangle: 2
        case .straightThrough: 3
        case .sigmoid: 4
        }
    }

    /// The derivative where the membrane lies `x` above the threshold.
    public func derivative(at x: Double) -> Double {
        switch self {
        case .fastSigmoid(let slope):
            return 1 / ((1 + slope * abs(x)) * (1 + slope * abs(x)))
        case .arctangent(let slope):
            let scaled = Double.pi / 2 * slope * x
            return slope / 2 / (1 + scaled * scaled)
        case .triangle(let slope): return max(0, 1 - slope * abs(x))
        case .straightThrough(let slope): return slope * abs(x) <= 1 ? 1 : 0
        case .sigmoid(let slope):
            let share = 1 / (1 + exp(-slope * x))
            return slope * share * (1 - share)
        }
    }
}
