import FrugalTrack

/// Where a training stands, apart from its tensors.
public struct SpikeTrainingState: Codable, Sendable, Equatable {
    /// A look at the validation pictures.
    public struct Look: Codable, Sendable, Equatable {
        /// Epochs before it.
        public var epoch: Int
        /// Mean training loss of the epoch before it, penalties included.
        public var loss: Double
        /// How many validation pictures were right.
        public var correct: Proportion
        /// Seconds of training before it, in all processes.
        public var seconds: Double

        /// The share that was right.
        public var accuracy: Double { correct.share }
    }

    /// Steps done.
    public var step = 0
    /// A look after every epoch.
    public var looks: [Look] = []
    /// The sum of the losses since the last look.
    var lossSum = 0.0
    /// Seconds so far, in all processes.
    public var seconds = 0.0
    /// What tells one training from another: settings, data and seed, as text.
    let identity: String

    /// A training that has not begun.
    init(identity: String) { self.identity = identity }

    /// The validation accuracy of the last look; nil before the first.
    public var accuracy: Double? { looks.last?.accuracy }
}

extension CheckpointKind {
    /// The training of a spiking network or its unspiked twin.
    static let spiking = CheckpointKind(
        stateKey: "frugal.spike", model: "model", training: "a spiking network's training", remedy: "remove it")
}
