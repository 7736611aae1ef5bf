import FrugalNN
import FrugalTensor

/// The diagonal of the empirical Fisher information: for each weight the mean, over examples, of the squared derivative of
/// the logarithm of the right class's probability.
///
/// Each example has a gradient of its own and is squared alone. A dense layer's is the outer product of what came in and
/// what comes back, and the sum of the squares of outer products is a product of squares: all examples together cost little
/// more than a backward pass. Networks with other learned layers take one backward pass an example.
public enum FisherInformation {
    /// The diagonal at a model's weights, a tensor for each parameter.
    /// - Parameters:
    ///   - examples: over these the mean is taken.
    ///   - lesson: which outputs take part.
    public static func diagonal<Model: Layer>(
        of model: Model, on examples: ContextExamples, _ lesson: ContinualLesson
    ) -> [Tensor] {
        let sum = DenseChain(model)?.squaredGradients(on: examples, lesson) ?? oneByOne(model, examples, lesson)
        return sum.map { $0 / Double(examples.count) }
    }

    /// The sum over examples of squared gradients, an example at a time.
    static func oneByOne<Model: Layer>(
        _ model: Model, _ examples: ContextExamples, _ lesson: ContinualLesson
    ) -> [Tensor] {
        var sums = model.parameters.map { Tensor.zeros(like: $0) }
        for index in 0..<examples.count {
            let one = examples.slice(index..<(index + 1))
            let step = valueWithGradients(at: model) { lesson.loss($0(one.inputs, .evaluation), one.labels) }
            for (place, gradient) in step.gradients.values.enumerated() {
                if let gradient { sums[place] += gradient.squared() }
            }
        }
        return sums
    }
}
