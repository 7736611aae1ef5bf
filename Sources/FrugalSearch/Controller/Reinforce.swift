import FrugalNN
import FrugalTensor

/// REINFORCE with a moving-average baseline: what a controller learns from rewards.
///
/// Williams, "Simple statistical gradient-following algorithms for connectionist reinforcement learning", 1992; Zoph and Le
/// 2017, section 3.2. The gradient is the mean over a batch of `-(R - b) log P(a)`, minus the entropy's with its weight.
public struct Reinforce: Sendable {
    /// The settings.
    public struct Settings: Codable, Hashable, Sendable {
        /// The learning rate of Adam.
        public var learningRate = 6e-4
        /// Adam's decay of the mean of gradients; 0 in ENAS's code.
        public var beta1 = 0.9
        /// What Adam adds below the line.
        public var epsilon = 1e-8
        /// How much of the baseline stays at each update.
        public var baselineDecay = 0.95
        /// What an entropy of one nat is worth.
        public var entropyWeight = 0.0
        /// The largest norm of a gradient; nil for no bound.
        public var clip: Double?

        /// The settings of NAS.
        public init() {}
    }

    /// The settings.
    public let settings: Settings
    /// The moving average of rewards; nil before the first.
    public private(set) var baseline: Double?
    private var optimizer: Adam

    /// A learner that has seen nothing.
    public init(_ settings: Settings = Settings()) {
        self.settings = settings
        optimizer = Adam(
            learningRate: settings.learningRate, betas: (settings.beta1, 0.999), epsilon: settings.epsilon)
    }

    /// Takes one step.
    /// - Parameters:
    ///   - samples: draws the same architectures again from the controller that it is given, with the graph.
    ///   - rewards: one for each.
    /// - Returns: the mean entropy of the samples, in nats.
    public mutating func update<Policy: Controller>(
        _ controller: inout Policy, rewards: [Double], _ samples: (Policy) throws -> [PolicySample]
    ) throws -> Double {
        guard !rewards.isEmpty else { return 0 }
        let mean = rewards.reduce(0, +) / Double(rewards.count)
        // The first rewards are their own baseline: a baseline of 0 would push up whatever came first.
        let before = baseline ?? mean
        baseline = before - (1 - settings.baselineDecay) * (before - mean)
        let reference = baseline ?? mean
        var entropy = 0.0
        var (_, gradients) = try valueWithGradients(at: controller) { controller in
            var loss = Tensor.zeros([])
            for (sample, reward) in zip(try samples(controller), rewards) {
                loss =
                    loss - sample.logProbability * (reward - reference)
                    - sample.entropy * settings.entropyWeight
                entropy += sample.entropy.item() / Double(rewards.count)
            }
            return loss / Double(rewards.count)
        }
        if let clip = settings.clip { _ = gradients.clip(toNorm: clip) }
        optimizer.update(&controller, with: gradients)
        return entropy
    }
}
