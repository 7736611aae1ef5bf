import Foundation
import FrugalNN
import FrugalTensor

/// A problem under way, and the gradient of the network that moves it.
struct Unroll<Model: Module> {
    private let problem: Problem<Model>
    private let recipe: LearnedOptimizerRecipe
    private let preprocessing: LogAndSign
    private var model: Model
    private var state: Tensor
    private var step = 0
    /// The problem's gradient where it stands, `[coordinates]`.
    private var gradient: Tensor
    /// What every coordinate is stretched by; nil for nothing.
    private let stretch: Tensor?
    /// Steps of one unroll.
    private let length: Int
    /// What the network imitates; nil where it learns from losses.
    private var teacher: AdamTeacher?

    /// A problem before its first step.
    init(
        _ problem: Problem<Model>, _ network: CoordinateLSTM, _ recipe: LearnedOptimizerRecipe,
        imitation: Imitation? = nil, using random: inout RandomStream
    ) {
        self.problem = problem
        self.recipe = recipe
        preprocessing = LogAndSign(p: recipe.p)
        model = problem.start
        let coordinates = model.parameterCount
        state = network.start(coordinates: coordinates)
        stretch =
            recipe.stretch > 0
            ? Tensor.uniform([coordinates], in: -recipe.stretch..<recipe.stretch, using: &random).exp() : nil
        length = imitation?.unroll ?? recipe.unroll
        teacher = imitation.map { AdamTeacher($0) }
        gradient = .zeros([0])
        gradient = measure().gradient
    }

    /// What one unroll gave: the mean loss along the way, and the gradient of the network's objective.
    typealias Result = (loss: Double, gradients: Gradients)

    /// Takes the steps of one unroll.
    mutating func advance(_ network: CoordinateLSTM, using random: inout RandomStream) -> Result {
        let before = state
        var (inputs, later, misses): ([Tensor], [Tensor], [Tensor]) = ([], [], [])
        var total = 0.0
        for _ in 0..<length {
            let seen = preprocessing(gradient)
            let next = network(seen.unsqueezed(0), state: state)
            state = next.state
            let output = next.outputs.flattened()
            if let wanted = teacher?.movement(after: gradient) { misses.append(output - wanted / recipe.outputScale) }
            move(by: output * recipe.outputScale)
            step += 1
            let measured = measure()
            gradient = measured.gradient
            let loss = measured.loss / Double(problem.count)
            total += loss
            inputs.append(seen)
            later.append(recipe.objective == .loss ? gradient : gradient / loss)
        }
        // Half the mean squared distance from the teacher's steps, or the losses, whichever the network learns from.
        let toward =
            teacher == nil
            ? Self.sumsFromTheEnd(later) * (recipe.outputScale / Double(length * problem.count))
            : Tensor.stacked(misses) / Double(length * gradient.count)
        let loss = total / Double(length)
        return (loss, gradients(network, Tensor.stacked(inputs), before, toward, using: &random))
    }

    /// Of gradients at each step the sums over it and all later ones, `[steps, coordinates]`.
    static func sumsFromTheEnd(_ gradients: [Tensor]) -> Tensor {
        var sums: [Tensor] = []
        for gradient in gradients.reversed() { sums.append(sums.last.map { $0 + gradient } ?? gradient) }
        return Tensor.stacked(sums.reversed())
    }

    /// The network's gradient from all coordinates, or an unbiased estimate of it from some.
    private func gradients(
        _ network: CoordinateLSTM, _ inputs: Tensor, _ before: Tensor, _ toward: Tensor,
        using random: inout RandomStream
    ) -> Gradients {
        let coordinates = toward.size(of: 1)
        guard let sample = recipe.coordinates, sample < coordinates else {
            return network.gradients(inputs, state: before, outputGradients: toward)
        }
        let chosen = Tensor.permutation(coordinates, using: &random).narrowed(along: 0, from: 0, length: sample)
        return network.gradients(
            inputs.indexSelected(along: 2, at: chosen), state: before.indexSelected(along: 1, at: chosen),
            outputGradients: toward.indexSelected(along: 1, at: chosen) * (Double(coordinates) / Double(sample)))
    }

    /// The loss where the problem stands and its gradient, in stretched coordinates.
    private func measure() -> (loss: Double, gradient: Tensor) {
        let step = step
        let (loss, gradients) = valueWithGradients(at: model) { problem.loss($0, step) }
        let flat = Tensor.concatenated(gradients.values.compactMap { $0?.flattened() })
        return (loss.item(), stretch.map { flat * $0 } ?? flat)
    }

    /// Moves every coordinate; `movement` is in stretched coordinates.
    private mutating func move(by movement: Tensor) {
        var parts = (stretch.map { movement * $0 } ?? movement).split(model.parameters.map(\.count))[...]
        model.forEachParameter { parameter in
            if let part = parts.popFirst() { parameter += part.reshaped(parameter.shape) }
        }
    }
}
