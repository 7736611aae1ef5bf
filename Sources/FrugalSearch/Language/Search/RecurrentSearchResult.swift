import FrugalTrack

/// What a search for a recurrent cell found, and what it cost.
public struct RecurrentSearchResult: Codable, Sendable, Equatable {
    /// A cell with what it scored with shared weights: to choose by, not what it is worth.
    public struct Candidate: Codable, Sendable, Equatable {
        /// The wiring.
        public var plan: RecurrentPlan
        /// Validation perplexity with shared weights.
        public var sharedPerplexity: Double

        /// A candidate.
        public init(plan: RecurrentPlan, sharedPerplexity: Double) {
            self.plan = plan
            self.sharedPerplexity = sharedPerplexity
        }
    }

    /// The seed.
    public var seed: UInt64
    /// Every cell that was scored in the end, the best first.
    public var candidates: [Candidate]
    /// The policy's mean entropy at each update, in nats; empty without a controller.
    public var entropies: [Double]
    /// The mean reward at each update.
    public var rewards: [Double]
    /// The cell that the policy holds most probable and its probability; nil without a controller.
    public var mostProbable: RecurrentPlan?
    /// The probability of ``mostProbable``.
    public var mostProbableShare: Double?
    /// Seconds of the shared weights' phase.
    public var sharedSeconds: Double
    /// Seconds of the controller's phase.
    public var controllerSeconds: Double
    /// Seconds of scoring candidates.
    public var selectionSeconds: Double
    /// Words that the shared weights were trained on, and on which architectures were scored for rewards.
    public var words: Int
    /// Architectures drawn, for training, rewards and candidates.
    public var architectures: Int

    /// The cell that was chosen: the best candidate.
    public var chosen: RecurrentPlan? { candidates.first?.plan }
}
