import FrugalNN

/// The optimisers that something learned is held against, each with the settings of its paper and only the rate to choose.
public enum BaselineOptimizer: String, Codable, Sendable, CaseIterable {
    /// Plain gradient descent.
    case sgd = "SGD"
    /// Gradient descent with momentum 0.9.
    case momentum = "momentum"
    /// RMSprop with smoothing 0.9, as its authors give it.
    case rmsprop = "RMSprop"
    /// Adam with betas 0.9 and 0.999.
    case adam = "Adam"

    /// The optimiser with this learning rate.
    public func make(rate: Double) -> any Optimizer {
        switch self {
        case .sgd: SGD(learningRate: rate)
        case .momentum: SGD(learningRate: rate, momentum: 0.9)
        case .rmsprop: RMSprop(learningRate: rate, smoothing: 0.9)
        case .adam: Adam(learningRate: rate)
        }
    }

    /// Fourteen learning rates, each twice the one before or a little more: four decades around where the optimiser works.
    public var rates: [Double] {
        switch self {
        case .sgd, .momentum: RateSearch.spaced(from: 1e-3, through: 10)
        case .rmsprop, .adam: RateSearch.spaced(from: 1e-4, through: 1)
        }
    }
}
