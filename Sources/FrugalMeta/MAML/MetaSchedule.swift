import FrugalNN

/// How an adaptive learner is trained: the outer loop.
public struct MetaSchedule: Codable, Sendable, Equatable {
    /// The rule of the outer steps.
    public enum Rule: String, Codable, Sendable {
        /// Adam: MAML's choice.
        case adam
        /// Plain steps: with Reptile, the weights move by this share of the way to the adapted ones.
        case sgd
    }

    /// The tasks that are learned from.
    public var shape: EpisodeShape
    /// How many tasks one outer step averages over.
    public var metaBatch: Int
    /// How many outer steps are taken.
    public var iterations: Int
    /// The rule of the outer steps.
    public var rule: Rule
    /// The outer rate at the start; it falls along half a cosine.
    public var rate: Double
    /// The outer rate at the end.
    public var finalRate: Double
    /// Outer steps between two looks at the validation classes.
    public var validationEvery: Int
    /// The tasks of validation classes that each look takes.
    public var validationEpisodes: Int

    /// A training plan.
    public init(
        shape: EpisodeShape, metaBatch: Int = 4, iterations: Int, rule: Rule = .adam, rate: Double = 1e-3,
        finalRate: Double = 1e-5, validationEvery: Int = 250, validationEpisodes: Int = 100
    ) {
        self.shape = shape
        self.metaBatch = metaBatch
        self.iterations = iterations
        self.rule = rule
        self.rate = rate
        self.finalRate = finalRate
        self.validationEvery = validationEvery
        self.validationEpisodes = validationEpisodes
    }

    /// The outer rate of a step.
    public func rate(at iteration: Int) -> Double {
        CosineDecay(rate, over: iterations, minimum: finalRate).rate(at: iteration)
    }
}

/// A look at the validation classes during training.
public struct MetaProgress: Codable, Sendable, Equatable {
    /// Outer steps done.
    public var iteration: Int
    /// The mean query loss of the tasks since the last look.
    public var loss: Double
    /// The mean accuracy on tasks of the validation classes, 0...1.
    public var accuracy: Double
    /// Half of the 95 % interval of that accuracy.
    public var halfWidth: Double
    /// Seconds of training so far, looks included, in all processes.
    public var seconds: Double
}

/// Where a training stands, apart from its tensors.
struct MetaState: Codable, Equatable {
    /// Outer steps done.
    var iteration = 0
    /// The best accuracy on validation classes so far.
    var bestAccuracy = -1.0
    /// The looks so far.
    var curve: [MetaProgress] = []
    /// The sum of the losses since the last look.
    var lossSum = 0.0
    /// The outer steps behind `lossSum`.
    var lossCount = 0
    /// Seconds so far.
    var seconds = 0.0
}
