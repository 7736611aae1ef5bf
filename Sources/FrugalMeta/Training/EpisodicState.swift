import FrugalTrack

/// Where an episodic training stands, apart from its tensors.
public struct EpisodicState: Codable, Sendable, Equatable {
    /// A look at the validation classes.
    public struct Look: Codable, Sendable, Equatable {
        /// Training episodes before it.
        public var episode: Int
        /// Mean training loss since the look before.
        public var loss: Double
        /// Mean accuracy on validation tasks, 0...1.
        public var accuracy: Double
        /// Seconds of training before it, in all processes.
        public var seconds: Double
    }

    /// Training episodes done.
    public var episode = 0
    /// The looks so far.
    public var looks: [Look] = []
    /// The look whose network is kept.
    public var best: Look?
    /// The sum of the losses since the last look.
    public var lossSum = 0.0
    /// Seconds so far, in all processes.
    public var seconds = 0.0

    /// The state before the first episode.
    public init() {}
}

extension CheckpointKind {
    /// A training on episodes.
    static let episodic = CheckpointKind(
        stateKey: "frugal.episodic", model: "model", training: "an episodic training", remedy: "remove it")
}
