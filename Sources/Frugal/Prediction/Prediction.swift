import FrugalTrack

/// What a model says about one example: every class with its probability.
public struct Prediction: Codable, Sendable, Equatable {
    /// A class and the probability that the example is of it.
    public struct Choice: Codable, Sendable, Equatable {
        /// The name of the class.
        public var name: String
        /// The probability, calibrated on validation.
        public var probability: Double
    }

    /// The classes, the most probable first.
    public let choices: [Choice]
    /// What the distances to the classes' prototypes say; nil for a model without prototypes.
    public internal(set) var finding: DistanceFinding?

    /// A prediction from the logits of a network.
    init(logits: some Collection<Float>, classes: [String], temperature: Double) {
        let probabilities = Softmax.probabilities(logits, temperature: temperature)
        // Of equals the earlier class goes first, as in `Answers`.
        let order = probabilities.indices.sorted { (probabilities[$1], $0) < (probabilities[$0], $1) }
        choices = order.map { Choice(name: classes[$0], probability: probabilities[$0]) }
    }

    /// The most probable class.
    public var name: String { choices.first?.name ?? "" }

    /// Whether the example is none of the classes, by its distance from them.
    public var isRejected: Bool { finding?.isRejected ?? false }

    /// The probability of ``name``.
    public var probability: Double { choices.first?.probability ?? 0 }
}
