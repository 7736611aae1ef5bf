import FrugalNN
import FrugalTensor

/// The diagonal of the Fisher information: for each weight the mean, over examples, of the squared derivative of the logarithm
/// of a class's probability.
///
/// Each example has a gradient of its own and is squared alone. A dense layer's is the outer product of what came in and
/// what comes back, and the sum of the squares of outer products is a product of squares: all examples together cost little
/// more than a backward pass. Networks with other learned layers take one backward pass an example.
public enum FisherInformation {
    /// Which class's probability.
    public enum Labels: String, Codable, Sendable {
        /// That of the right class: the empirical Fisher information, one pass.
        case observed
        /// Every class's, weighed by what the network itself believes of it: the exact one, a pass a class. A network that is
        /// sure of the right classes has a far larger exact than empirical one.
        case believed
    }

    /// The diagonal at a model's weights, a tensor for each parameter.
    /// - Parameters:
    ///   - examples: over these the mean is taken.
    ///   - lesson: which outputs take part.
    public static func diagonal<Model: Layer>(
        of model: Model, on examples: ContextExamples, _ lesson: ContinualLesson, labels: Labels = .observed
    ) -> [Tensor] {
        let answers: [WeighedExamples] =
            switch labels {
            case .observed: [WeighedExamples(examples: examples)]
            case .believed: believed(model, examples, lesson.outputs)
            }
        let chain = DenseChain(model)
        var sums: [Tensor] = []
        for answer in answers {
            let squares = chain?.squaredGradients(on: answer, lesson) ?? oneByOne(model, answer, lesson)
            sums = sums.isEmpty ? squares : zip(sums, squares).map { $0 + $1 }
        }
        return sums.map { $0 / Double(examples.count) }
    }

    /// The examples once for each answer they could have, weighed by the network's probability of it.
    private static func believed(
        _ model: some Layer, _ examples: ContextExamples, _ outputs: ScenarioOutputs
    ) -> [WeighedExamples] {
        let beliefs = withoutGradients {
            outputs.activeScores(model(examples.inputs, .evaluation), for: examples.labels).softmax(along: 1)
        }
        return (0..<beliefs.shape[1]).map { answer in
            WeighedExamples(
                examples: ContextExamples(
                    checked: examples.inputs, examples.labels.map { outputs.label(answer, besides: $0) }),
                weights: beliefs.narrowed(along: 1, from: answer, length: 1).squeezed(1))
        }
    }

    /// The sum over examples of squared gradients, an example at a time.
    static func oneByOne<Model: Layer>(
        _ model: Model, _ weighed: WeighedExamples, _ lesson: ContinualLesson
    ) -> [Tensor] {
        var sums = model.parameters.map { Tensor.zeros(like: $0) }
        let weights = weighed.weights?.doubles()
        for index in 0..<weighed.examples.count {
            let one = weighed.examples.slice(index..<(index + 1))
            let step = valueWithGradients(at: model) { lesson.loss($0(one.inputs, .evaluation), one.labels) }
            for (place, gradient) in step.gradients.values.enumerated() {
                if let gradient { sums[place] += gradient.squared() * (weights?[index] ?? 1) }
            }
        }
        return sums
    }
}

/// Examples, and what the squared gradient of each counts.
struct WeighedExamples {
    var examples: ContextExamples
    /// `[N]`; nil for 1 each.
    var weights: Tensor?
}
