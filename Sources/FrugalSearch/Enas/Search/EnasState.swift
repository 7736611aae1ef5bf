import FrugalTrack

/// Where a search with shared weights stands, apart from its tensors.
public struct EnasState: Codable, Sendable, Equatable {
    /// What an epoch brought.
    public struct Epoch: Codable, Sendable, Equatable {
        /// Mean training loss of its children; the auxiliary head's is in it.
        public var loss: Double
        /// Mean accuracy of the policy's samples on validation batches, 0...1; nil where nothing was rewarded.
        public var reward: Double?
        /// The standard error of one sample's reward.
        public var rewardError: Double?
        /// Mean entropy of a sample, in nats; nil without a policy.
        public var entropy: Double?
        /// Seconds of the search before its end, in all processes.
        public var seconds: Double
    }

    /// Epochs that have ended.
    public var epochs: [Epoch] = []
    /// Whether the epoch under way is in the policy's phase.
    public var isInPolicyPhase = false
    /// Steps, or updates, done in the phase under way.
    public var done = 0
    /// Sums over the phase under way.
    var lossSum = 0.0
    var rewardSum = 0.0
    var entropySum = 0.0
    /// Steps of the shared weights so far.
    public var steps = 0
    /// Validation examples that were scored for rewards so far.
    public var rewardedExamples = 0
    /// Seconds of the shared phases, in all processes.
    public var sharedSeconds = 0.0
    /// Seconds of the policy's phases, in all processes.
    public var policySeconds = 0.0
    /// The policy's baseline.
    var baseline: Double?
    /// What tells one search from another: settings and data, as text.
    var identity: String

    init(identity: String) {
        self.identity = identity
    }

    /// Seconds so far, in all processes, without the final choice.
    public var seconds: Double { sharedSeconds + policySeconds }
}

/// What a search with shared weights found.
public struct EnasResult: Codable, Sendable {
    /// An architecture with its score.
    public struct Candidate: Codable, Sendable {
        /// The architecture.
        public var architecture: Architecture
        /// How many validation examples it named rightly with the shared weights: a search score, never a final score.
        public var correct: Proportion
    }

    /// The best of the candidates.
    public var best: Candidate
    /// All samples of the final choice, best first.
    public var candidates: [Candidate]
    /// The architecture that the policy holds most probable, and its probability; nil without a policy.
    public var mostProbable: Architecture?
    /// The probability of ``mostProbable``.
    public var probability: Double?
    /// How the search went.
    public var state: EnasState
    /// Seconds of the final choice.
    public var choiceSeconds: Double
    /// Validation examples scored in the final choice.
    public var choiceExamples: Int
}
