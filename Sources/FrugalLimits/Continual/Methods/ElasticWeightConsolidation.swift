import FrugalNN
import FrugalTensor

/// Elastic weight consolidation: weights that mattered for earlier contexts are held where they were (Kirkpatrick et al.,
/// "Overcoming catastrophic forgetting in neural networks", PNAS 2017, equation 3).
///
/// After each context a penalty λ/2 Σᵢ Fᵢ (θᵢ - θ*ᵢ)² joins those before it. These are the **separate** penalties of the
/// paper, not the single running one of online EWC; since a sum of quadratics is a quadratic, they are kept as one
/// (``QuadraticPenalty/add(_:)``), and memory does not grow with the contexts.
///
/// F is the diagonal of the **empirical Fisher information with a gradient for each example**, unless told otherwise: the mean
/// over examples of the squared derivative of the right class's log probability (``FisherInformation``). It is not the square
/// of a batch's mean gradient, which some libraries call by the same name and which is smaller by about the size of the batch.
/// Strengths do not carry over from one kind to another.
public struct ElasticWeightConsolidation: ContinualMethod {
    /// λ: how strongly weights are held.
    public var strength: Double
    /// From how many examples F is estimated, drawn from those of the context; nil for all.
    public var examples: Int?
    /// Which classes' probabilities F is of: the right ones, or what the network believes.
    public var labels: FisherInformation.Labels
    /// The penalties of all contexts so far.
    public private(set) var penalty: QuadraticPenalty?

    /// A method that has seen nothing yet.
    public init(strength: Double, examples: Int? = nil, labels: FisherInformation.Labels = .observed) {
        self.strength = strength
        self.labels = labels
        self.examples = examples
    }

    /// Adds the penalty of the context.
    public mutating func finish<Model: Layer>(
        _ lesson: ContinualLesson, _ model: Model, _ examples: ContextExamples, using random: inout RandomStream
    ) {
        var measured = examples
        if let wanted = self.examples, wanted < examples.count {
            measured = examples.subset(Array(random.shuffled(Array(0..<examples.count)).prefix(max(1, wanted))))
        }
        let fisher = FisherInformation.diagonal(of: model, on: measured, lesson, labels: labels)
        let own = QuadraticPenalty(precision: fisher.map { $0 * strength }, centre: model.parameters)
        penalty?.add(own)
        penalty = penalty ?? own
    }
}
