// An optimiser that is a network: it learns on random quadratics how to come down them, and is then held against gradient
// descent and Adam at their best rates on quadratics it never saw (Andrychowicz et al. 2016). Under a minute on one core.
//
//     swift run MiniLearnedOptimizer

import Foundation
import FrugalMeta
import FrugalNN
import FrugalTensor

let dimensions = 10
let steps = 60
let unroll = 20
let scale = 0.1
Engine.threads = 1

/// Thirty-two quadratics |W θ - y|² side by side; the network sees each of their 320 coordinates alone.
struct Problem {
    let matrices: Tensor
    let targets: Tensor
    var points: Tensor

    init(using random: inout RandomStream) {
        matrices = Tensor.normal([32, dimensions, dimensions], using: &random)
        targets = Tensor.normal([32, dimensions, 1], using: &random)
        points = Tensor.normal([32, dimensions], deviation: 0.01, using: &random)
    }

    /// `|W θ - y|²`, the mean over the quadratics, and the gradients 2 Wᵀ(W θ - y) of each, `[coordinates]`.
    func measure() -> (loss: Double, gradients: Tensor) {
        let errors = matrices.matmul(points.unsqueezed(2)) - targets
        return (errors.squared().sum().item() / 32, (matrices.transposed().matmul(errors) * 2).flattened())
    }
}

/// 1. The optimiser: an LSTM that sees a gradient's magnitude and sign, and says where the coordinate goes.
struct Learner {
    var network: CoordinateLSTM
    var adam = Adam(learningRate: 0.01)
    let seen = LogAndSign(p: 5)

    /// 2. An unroll: the network moves the points; its own gradient follows from how the losses changed.
    ///
    /// A step adds `scale * output` to θ. So the sum of the later losses changes with an output by `scale` times the sum
    /// of the later gradients: they are what flows back into the network.
    mutating func learn(on problem: inout Problem, state: inout Tensor) {
        let before = state
        var (inputs, later): ([Tensor], [Tensor]) = ([], [])
        for _ in 0..<unroll {
            inputs.append(seen(problem.measure().gradients))
            move(&problem, by: inputs[inputs.count - 1], state: &state)
            // Of the logarithm of the loss, so that the small losses at the end count as much as the first ones.
            let after = problem.measure()
            later.append(after.gradients / (32 * after.loss))
        }
        var toward = later
        for step in (0..<(unroll - 1)).reversed() { toward[step] = toward[step] + toward[step + 1] }
        var gradients = network.gradients(
            Tensor.stacked(inputs), state: before,
            outputGradients: Tensor.stacked(toward) * (scale / Double(unroll)))
        gradients.clip(toNorm: 1)
        adam.update(&network, with: gradients)
    }

    func move(_ problem: inout Problem, by input: Tensor, state: inout Tensor) {
        let next = network(input.unsqueezed(0), state: state)
        state = next.state
        problem.points = problem.points + next.outputs.reshaped(32, dimensions) * scale
    }

    /// The loss after `steps` steps.
    func score(_ start: Problem) -> Double {
        var (problem, state) = (start, network.start(coordinates: 32 * dimensions))
        for _ in 0..<steps { move(&problem, by: seen(problem.measure().gradients), state: &state) }
        return problem.measure().loss
    }
}

/// 3. What it is held against, with the best of 14 learning rates.
func tuned(_ baseline: BaselineOptimizer, on problems: [Problem]) -> (rate: Double, loss: Double) {
    struct Points: Module {
        var values: Tensor
        mutating func visit(_ visitor: inout Visitor) { visitor.parameter("values", &values) }
    }
    let search = RateSearch(rates: baseline.rates, seeds: (0..<UInt64(problems.count)).map { $0 }) { rate, place in
        var (problem, optimizer) = (problems[Int(place)], baseline.make(rate: rate))
        var model = Points(values: problem.points)
        for _ in 0..<steps {
            problem.points = model.values
            optimizer.update(&model, with: Gradients([problem.measure().gradients.reshaped(32, dimensions)]))
        }
        problem.points = model.values
        return problem.measure().loss
    }
    return (search.bestRate, search.bestLosses.reduce(0, +) / Double(problems.count))
}

// 4. Train on fresh quadratics, then compare on others.
var random = RandomStream(seed: 1)
var learner = Learner(network: CoordinateLSTM(using: &random))
let episodes = 400
for episode in 1...episodes {
    learner.adam.learningRate = CosineDecay(0.01, over: episodes, minimum: 1e-4).rate(at: episode)
    var problem = Problem(using: &random)
    var state = learner.network.start(coordinates: 32 * dimensions)
    for _ in 0..<(steps / unroll) { learner.learn(on: &problem, state: &state) }
    if episode.isMultiple(of: 80) { print("episode \(episode): loss at its end \(problem.measure().loss)") }
}
let unseen = (0..<4).map { _ in Problem(using: &random) }
let learned = unseen.map(learner.score).reduce(0, +) / 4
print("loss after \(steps) steps on quadratics never seen")
print("  start       \(unseen.map { $0.measure().loss }.reduce(0, +) / 4)")
print("  learned     \(learned)")
var best = Double.infinity
for baseline in [BaselineOptimizer.sgd, .momentum, .adam] {
    let found = tuned(baseline, on: unseen)
    print("  \(baseline.rawValue) at its best rate, \(found.rate): \(found.loss)")
    // Momentum suits quadratics better than anything; it is shown, and need not be beaten.
    if baseline != .momentum { best = min(best, found.loss) }
}
if learned >= best {
    print("MiniLearnedOptimizer did not learn: it should end below SGD and Adam")
    exit(1)
}
