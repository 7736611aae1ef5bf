// MAML on the sine waves of its paper (Finn et al. 2017, section 5.1): from ten points of a new wave, a few gradient steps
// give the whole wave, if they begin at weights that were meta-learned; from weights that were trained on all waves
// together they do not.
//
//     swift run MiniMAML

import Foundation
import FrugalMeta
import FrugalNN
import FrugalTensor

/// A wave of its own amplitude and phase.
struct Wave {
    let amplitude: Double
    let phase: Double

    init(using random: inout RandomStream) {
        amplitude = random.uniform(in: 0.1...5)
        phase = random.uniform(in: 0...Double.pi)
    }

    /// Points of the wave at places drawn from -5...5.
    func points(_ count: Int, using random: inout RandomStream) -> Examples {
        let x = (0..<count).map { _ in random.uniform(in: -5...5) }
        let y = x.map { amplitude * sin($0 - phase) }
        return Examples(
            Tensor(x.map { Float($0) }, shape: [count, 1]), Tensor(y.map { Float($0) }, shape: [count, 1]))
    }

    /// Points to adapt to and points to be measured on.
    static func task(queries: Int, using random: inout RandomStream) -> AdaptationTask {
        let wave = Wave(using: &random)
        return AdaptationTask(
            support: wave.points(10, using: &random), query: wave.points(queries, using: &random))
    }
}

/// A network of two hidden layers that adapts by gradient steps.
func learner(using random: inout RandomStream) -> MAML<Perceptron> {
    MAML(
        Perceptron(widths: [1, 40, 40, 1], using: &random), InnerLoop(order: .second, steps: 1, rate: 0.02),
        loss: { meanSquaredError($0, $1) })
}

/// The mean squared error on 100 new waves after so many steps on ten points of each.
func error(of learner: MAML<Perceptron>, after steps: Int) -> Double {
    var random = RandomStream(seed: 1000)
    var sum = 0.0
    for _ in 0..<100 {
        let task = Wave.task(queries: 50, using: &random)
        let model = learner.adapted(to: task.support, steps: steps)
        sum += withoutGradients { meanSquaredError(model(task.query.inputs, .evaluation), task.query.targets).item() }
    }
    return sum / 100
}

func run() throws -> Bool {
    let (iterations, tasksAStep) = (1500, 4)
    // 1. MAML: the gradient of what the query loses after the steps on the support.
    var random = RandomStream(seed: 1)
    var meta = learner(using: &random)
    var optimizer = Adam(learningRate: 5e-3)
    let schedule = CosineDecay(5e-3, over: iterations)
    for iteration in 0..<iterations {
        let tasks = (0..<tasksAStep).map { _ in Wave.task(queries: 10, using: &random) }
        let lesson = try meta.lesson(fromEach: tasks)
        optimizer.learningRate = schedule.rate(at: iteration)
        optimizer.update(&meta, with: lesson.gradients)
        if iteration % 250 == 249 { print("outer step \(iteration + 1): query loss \(rounded(lesson.loss))") }
    }

    // 2. The baseline: the same network, the same waves, trained as if all were one data set.
    random = RandomStream(seed: 1)
    var plain = learner(using: &random)
    var rule = Adam(learningRate: 5e-3)
    for iteration in 0..<iterations {
        let tasks = (0..<tasksAStep).map { _ in Wave.task(queries: 10, using: &random) }
        let x = Tensor.concatenated(tasks.flatMap { [$0.support.inputs, $0.query.inputs] })
        let y = Tensor.concatenated(tasks.flatMap { [$0.support.targets, $0.query.targets] })
        let (_, gradients) = valueWithGradients(at: plain) { meanSquaredError($0.model(x, .evaluation), y) }
        rule.learningRate = schedule.rate(at: iteration)
        rule.update(&plain, with: gradients)
    }

    // 3. Both adapt to waves that neither has seen.
    print("mean squared error on new waves after steps on ten points")
    print("steps  MAML  trained on all waves")
    for steps in [0, 1, 5, 10] {
        print("\(steps)  \(rounded(error(of: meta, after: steps)))  \(rounded(error(of: plain, after: steps)))")
    }
    return error(of: meta, after: 10) < 0.5 * error(of: plain, after: 10)
}

func rounded(_ value: Double) -> Double { (value * 1000).rounded() / 1000 }

do {
    if try !run() {
        print("MiniMAML did not learn: half of the baseline's error, or less, was expected")
        exit(1)
    }
} catch {
    print("MiniMAML: \(error)")
    exit(1)
}
