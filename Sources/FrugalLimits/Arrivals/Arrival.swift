import FrugalNN
import FrugalTensor

/// New examples and a model that has learned from the old ones: what each policy makes of it, and at what cost.
///
/// Which network it is and how it is trained is the caller's: the experiment trains to a threshold, `frugal update` in
/// cycles of a fixed length.
public struct Arrival<Model: Module> {
    /// What a training gave and took.
    public struct Training {
        /// The model afterwards.
        public var model: Model
        /// Epochs over the examples that were trained on.
        public var epochs: Double
        /// Multiply-adds, forward and backward.
        public var multiplyAdds: Int
        /// Seconds.
        public var seconds: Double

        /// The result of a training.
        public init(model: Model, epochs: Double, multiplyAdds: Int, seconds: Double) {
            self.model = model
            self.epochs = epochs
            self.multiplyAdds = multiplyAdds
            self.seconds = seconds
        }
    }

    /// What a policy made of the model, and what it took.
    public struct Outcome {
        /// The policy.
        public var policy: ArrivalPolicy
        /// The training.
        public var training: Training
        /// Examples that were trained on.
        public var examples: Int
        /// Old examples that had to be kept.
        public var samplesKept: Int
    }

    /// The model that learned from the old examples.
    public var trained: Model
    /// Old and new examples.
    public var examples: ArrivalExamples
    /// What all random numbers come from. Each policy has streams of its own, so that none depends on which are tried.
    public var seed: UInt64

    /// An arrival.
    public init(trained: Model, examples: ArrivalExamples, seed: UInt64) {
        self.trained = trained
        self.examples = examples
        self.seed = seed
    }

    /// Applies a policy.
    /// - Parameters:
    ///   - fresh: makes a new model.
    ///   - train: trains a model on the examples of these numbers.
    /// - Throws: what `fresh` and `train` throw.
    public func apply(
        _ policy: ArrivalPolicy, fresh: (inout RandomStream) throws -> Model,
        train: (Model, [Int]) throws -> Training
    ) rethrows -> Outcome {
        let random = RandomStream(seed: seed).named(policy.name)
        var (weights, buffer) = (random.named("weights"), random.named("buffer"))
        let start = try policy.start(from: trained, using: &weights, fresh: fresh)
        let chosen = examples.training(policy, using: &buffer)
        return Outcome(
            policy: policy, training: try train(start, chosen), examples: chosen.count,
            samplesKept: policy.samplesKept(of: examples.old.count))
    }
}
