import FrugalTrack

/// Where the training of a child stands, apart from its tensors.
public struct ChildState: Codable, Sendable, Equatable {
    /// A look at the validation part.
    public struct Look: Codable, Sendable, Equatable {
        /// Steps before it.
        public var step: Int
        /// Epochs before it.
        public var epoch: Double
        /// Mean training loss since the look before; the auxiliary head's is in it.
        public var loss: Double
        /// How many validation examples were right.
        public var correct: Proportion
        /// Seconds of training before it, in all processes.
        public var seconds: Double

        /// The share of validation examples that were right.
        public var accuracy: Double { correct.share }
    }

    /// Steps done.
    public var step = 0
    /// Steps of a whole training.
    public var plannedSteps = 0
    /// The seed of the order of examples and of what is drawn in a step. A training that goes on keeps it.
    public var seed: UInt64
    /// The looks so far; the last is what the network in hand is worth.
    public var looks: [Look] = []
    /// The sum of the losses since the last look.
    public var lossSum = 0.0
    /// Steps since the last look.
    public var lossCount = 0
    /// Seconds of training and scoring so far, in all processes.
    public var seconds = 0.0
    /// What tells one training from another: recipe and data, as text.
    var identity: String

    /// The validation accuracy of the network in hand; nil before the first look.
    public var accuracy: Double? { looks.last.flatMap { $0.step == step ? $0.accuracy : nil } }

    /// The share of a whole training that is done.
    public var effort: Double { Double(step) / Double(max(1, plannedSteps)) }
}

extension CheckpointKind {
    /// The training of a child.
    static let child = CheckpointKind(
        stateKey: "frugal.child", model: "model", training: "the training of a child", remedy: "remove it")
}
