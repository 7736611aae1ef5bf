import FrugalNN
import FrugalTensor

/// REINFORCE with a moving-average baseline: what a controller learns from rewards.
///
/// Williams, "Simple statistical gradient-following algorithms for connectionist reinforcement learning", 1992; Zoph and Le
/// 2017, section 3.2. The gradient is the mean over a batch of `-(R - b) log P(a)`, minus the entropy's with its weight.
public struct Reinforce: Sendable {
    /// How the baseline follows the rewards.
    public enum Baseline: String, Codable, Sendable {
        /// It begins with the mean of the first batch and moves once a batch, before the batch is compared with it.
        case batch
        /// As in ENAS's code: it begins with 0 and moves with every sample, before the sample is compared with it. Until it has
        /// come up, whatever is drawn is pushed up.
        case sample
    }

    /// The settings.
    public struct Settings: Codable, Hashable, Sendable {
        /// The learning rate of Adam.
        public var learningRate = 6e-4
        /// Adam's decay of the mean of gradients; 0 in ENAS's code.
        public var beta1 = 0.9
        /// What Adam adds below the line.
        public var epsilon = 1e-8
        /// How the baseline follows the rewards.
        public var baseline = Baseline.batch
        /// How much of the baseline stays at each update.
        public var baselineDecay = 0.95
        /// What an entropy of one nat is worth.
        public var entropyWeight = 0.0
        /// Whether the entropy is added to the reward, as in ENAS's code, and not differentiated.
        public var isEntropyRewarded = false
        /// The weight of the penalty that a policy asks for: 0.8 for the skips of ENAS macro.
        public var penaltyWeight = 0.0
        /// The largest norm of a gradient; nil for no bound.
        public var clip: Double?

        /// The settings of NAS.
        public init() {}
    }

    /// What an update saw.
    public struct Update: Codable, Hashable, Sendable {
        /// The mean reward, without what was added for entropy.
        public var reward: Double
        /// The mean entropy of a sample, in nats.
        public var entropy: Double
        /// The baseline after it.
        public var baseline: Double
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
        let update = try update(&controller) { controller in
            let drawn = try samples(controller)
            let batch = PolicyBatch(
                tokens: drawn.map(\.tokens), logProbability: .stacked(drawn.map(\.logProbability)),
                entropy: .stacked(drawn.map(\.entropy)))
            return (batch, rewards)
        }
        return update.entropy
    }

    /// Takes one step.
    /// - Parameter draw: draws architectures from the controller that it is given, with the graph, and scores them without
    ///   one.
    public mutating func update<Policy: Controller>(
        _ controller: inout Policy, _ draw: (Policy) throws -> (batch: PolicyBatch, rewards: [Double])
    ) throws -> Update {
        var found = Update(reward: .nan, entropy: .nan, baseline: baseline ?? 0)
        var baseline = baseline
        var (_, gradients) = try valueWithGradients(at: controller) { controller in
            let (batch, scores) = try draw(controller)
            let entropies = batch.entropy.detached().doubles()
            let rewards = zip(scores, entropies).map { score, entropy in
                settings.isEntropyRewarded ? score + settings.entropyWeight * entropy : score
            }
            let advantages = Self.advantages(of: rewards, settings, &baseline)
            var loss = batch.logProbability * Tensor(advantages.map { Float(-$0) })
            if !settings.isEntropyRewarded, settings.entropyWeight != 0 {
                loss = loss - batch.entropy * settings.entropyWeight
            }
            if settings.penaltyWeight != 0, let penalty = batch.penalty {
                loss = loss + penalty * settings.penaltyWeight
            }
            let count = Double(max(1, scores.count))
            found = Update(
                reward: scores.reduce(0, +) / count, entropy: entropies.reduce(0, +) / count, baseline: baseline ?? 0)
            return loss.sum() / count
        }
        self.baseline = baseline
        if let clip = settings.clip { _ = gradients.clip(toNorm: clip) }
        optimizer.update(&controller, with: gradients)
        return found
    }

    /// How much each reward is above the baseline, which moves first.
    static func advantages(of rewards: [Double], _ settings: Settings, _ baseline: inout Double?) -> [Double] {
        guard !rewards.isEmpty else { return [] }
        switch settings.baseline {
        case .batch:
            let mean = rewards.reduce(0, +) / Double(rewards.count)
            // The first rewards are their own baseline: a baseline of 0 would push up whatever came first.
            let before = baseline ?? mean
            let moved = before - (1 - settings.baselineDecay) * (before - mean)
            baseline = moved
            return rewards.map { $0 - moved }
        case .sample:
            var moved = baseline ?? 0
            let advantages = rewards.map { reward in
                moved -= (1 - settings.baselineDecay) * (moved - reward)
                return reward - moved
            }
            baseline = moved
            return advantages
        }
    }
}

extension Reinforce {
    /// What the optimiser remembers.
    package func stateDictionary(for controller: some Module) -> StateDictionary {
        optimizer.stateDictionary(for: controller)
    }

    /// Goes on from a baseline and what ``stateDictionary(for:)`` gave.
    package mutating func load(_ state: StateDictionary, baseline: Double?, for controller: some Module) throws {
        try optimizer.load(state, for: controller)
        self.baseline = baseline
    }
}
