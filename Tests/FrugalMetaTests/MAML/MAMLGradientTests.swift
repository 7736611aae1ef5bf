import FrugalNN
import FrugalTensor
import FrugalTesting
import Testing

@testable import FrugalMeta

@Suite("MAML gradient") struct MAMLGradientTests {
    private static let squared: MAML<OneWeight>.Loss = { meanSquaredError($0, $1) }

    private func line(_ start: Double, _ inner: InnerLoop) -> MAML<OneWeight> {
        MAML(OneWeight(start), inner, loss: Self.squared)
    }

    /// Support (1, a) and query (1, b): the inner step is w' = w - 2 α (w - a), the query loss (w' - b)².
    private func pull(towards a: Double, then b: Double) -> AdaptationTask {
        AdaptationTask(
            support: Examples(Tensor([1.0]), Tensor([a])), query: Examples(Tensor([1.0]), Tensor([b])))
    }

    @Test(arguments: [1, 2, 5])
    func aParabolaByHand(steps: Int) throws {
        let (w, a, b, rate) = (0.7, 2.0, -1.0, 0.1)
        let shrink = 1 - 2 * rate
        var adapted = w
        for _ in 0..<steps { adapted -= 2 * rate * (adapted - a) }
        let inner = InnerLoop(order: .second, steps: steps, rate: rate)
        let second = try line(w, inner).lesson(from: pull(towards: a, then: b))
        #expect(abs(second.loss - (adapted - b) * (adapted - b)) < 1e-12)
        var power = 1.0
        for _ in 0..<steps { power *= shrink }
        let gradient = try #require(second.gradients.values[0]).item()
        #expect(abs(gradient - 2 * (adapted - b) * power) < 1e-12)
        // First order takes the adapted weight's own gradient, without the shrinking on the way.
        let first = try line(w, inner).lesson(from: pull(towards: a, then: b), order: .first)
        #expect(abs(try #require(first.gradients.values[0]).item() - 2 * (adapted - b)) < 1e-12)
        #expect(abs(line(w, inner).adapted(to: pull(towards: a, then: b).support).weight.item() - adapted) < 1e-12)
    }

    @Test(arguments: [InnerRates.Kind.perStep, .perElement])
    func learnedRatesByHand(kind: InnerRates.Kind) throws {
        let (w, a, b, rate) = (0.7, 2.0, -1.0, 0.1)
        let adapted = w - 2 * rate * (w - a)
        let lesson = try line(w, InnerLoop(steps: 1, rate: rate, rates: kind))
            .lesson(from: pull(towards: a, then: b))
        // d(w' - b)² / dα = 2 (w' - b) (-2 (w - a)).
        #expect(abs(try #require(lesson.gradients.values[1]).item() + 4 * (adapted - b) * (w - a)) < 1e-12)
    }

    @Test func theMultiStepLossByHand() throws {
        let (w, a, b, rate) = (0.7, 2.0, -1.0, 0.1)
        let one = w - 2 * rate * (w - a), two = one - 2 * rate * (one - a), shrink = 1 - 2 * rate
        let lesson = try line(w, InnerLoop(steps: 2, rate: rate))
            .lesson(from: pull(towards: a, then: b), stepWeights: [0.25, 0.75])
        let expected = 0.25 * 2 * (one - b) * shrink + 0.75 * 2 * (two - b) * shrink * shrink
        #expect(abs(try #require(lesson.gradients.values[0]).item() - expected) < 1e-12)
        let plan = MultiStepLoss(over: 10)
        #expect(plan.weights(steps: 2, at: 0) == [0.5, 0.5])
        let later = try #require(plan.weights(steps: 4, at: 5))
        #expect(abs(later.reduce(0, +) - 1) < 1e-12 && later[3] > later[0])
        #expect(plan.weights(steps: 4, at: 10) == nil)
    }

    private func network(_ inner: InnerLoop, begin: MAML<TinyNet>.Begin? = nil) -> MAML<TinyNet> {
        var random = RandomStream(seed: 3)
        var model = TinyNet(ways: 3, using: &random).to(.float64)
        // Apart from their usual start, where a mistake in their gradients could hide.
        for index in model.features.blocks.indices {
            model.features.blocks[index].norm.weight = .uniform([4], in: 0.5..<1.5, dtype: .float64, using: &random)
            model.features.blocks[index].norm.bias = .uniform([4], in: -0.5..<0.5, dtype: .float64, using: &random)
        }
        return MAML(model, inner, begin: begin)
    }

    private static let prototypes: MAML<TinyNet>.Begin = { model, support, pass in
        var model = model
        model.head = model.head.preferringNearestMean(of: model.features(support.inputs, pass), support.targets)
        return model
    }

    private func loss(_ learner: MAML<TinyNet>, _ task: AdaptationTask) throws -> Double {
        try learner.lesson(from: task, order: .first).loss
    }

    @Test(arguments: [InnerRates.Kind.fixed, .perStep, .perElement])
    func agreesWithFiniteDifferences(kind: InnerRates.Kind) throws {
        try expectFiniteDifferences(network(InnerLoop(steps: 2, rate: 0.05, rates: kind)))
    }

    @Test func agreesWithFiniteDifferencesThroughPrototypes() throws {
        try expectFiniteDifferences(network(InnerLoop(steps: 2, rate: 0.01), begin: Self.prototypes))
    }

    private func expectFiniteDifferences(_ learner: MAML<TinyNet>) throws {
        let task = randomTask(ways: 3, shots: 2, queries: 2)
        let found = try learner.lesson(from: task).gradients.values.map { $0?.doubles() }
        let start = learner.parameters
        let step = 1e-5
        var random = RandomStream(seed: 4)
        for (place, parameter) in start.enumerated() {
            // Some elements of every parameter.
            for _ in 0..<2 {
                let element = random.below(parameter.count)
                func moved(by distance: Double) throws -> Double {
                    var values = parameter.doubles()
                    values[element] += distance
                    var other = learner
                    var parameters = start
                    parameters[place] = Tensor(values, shape: parameter.shape)
                    other.parameters = parameters
                    return try loss(other, task)
                }
                let expected = try #require(found[place])[element]
                let slope = (try moved(by: step) - moved(by: -step)) / (2 * step)
                #expect(
                    abs(slope - expected) < 1e-5 * max(1, abs(slope)),
                    "\(learner.parameterPaths[place])[\(element)]: \(expected), not \(slope)")
            }
        }
    }

    @Test func aFirstStepFromAClassifierOfZerosMovesTheClassifierAlone() throws {
        let task = randomTask(ways: 3, shots: 2, queries: 2)
        func lesson(_ reach: InnerReach, steps: Int) throws -> Lesson {
            var learner = network(InnerLoop(steps: steps, rate: 0.5, rates: .perStep, reach: reach))
            learner.model.head.weight = learner.model.head.weight * 0
            learner.model.head.bias = learner.model.head.bias.map { $0 * 0 }
            return try learner.lesson(from: task, where: { !$0.hasPrefix("model.head.") })
        }
        func distance(steps: Int) throws -> Double {
            let (all, head) = (try lesson(.network, steps: steps), try lesson(.head, steps: steps))
            let learned = all.gradients.values.indices.filter { all.gradients.values[$0] != nil }
            return try learned.map {
                try (#require(all.gradients.values[$0]) - #require(head.gradients.values[$0])).abs().max().item()
            }.max() ?? .nan
        }
        #expect(try distance(steps: 1) < 1e-12)
        #expect(try distance(steps: 2) > 1e-6)
    }

    @Test func withoutStepsPrototypesAnswerAsPrototypicalNetworksDo() throws {
        let task = randomTask(ways: 3, shots: 2, queries: 2)
        let learner = network(InnerLoop(steps: 0), begin: Self.prototypes)
        let pass = Pass(isTraining: false, normalization: .batchOnly, random: RandomStream(seed: 0))
        let expected = PrototypeHead().logits(
            support: learner.model.features(task.support.inputs, pass),
            membership: task.support.targets.oneHot(classes: 3, dtype: .float64),
            query: learner.model.features(task.query.inputs, pass))
        let (a, b) = (
            learner.scores(task.query.inputs, after: task.support).softmax(along: 1), expected.softmax(along: 1)
        )
        #expect((a - b).abs().max().item() < 1e-10)
    }

    @Test func adaptingInTrainingAndAfterwardsTakesTheSameSteps() throws {
        let task = randomTask(ways: 3, shots: 2, queries: 2)
        let learner = network(InnerLoop(steps: 3, rate: 0.05), begin: Self.prototypes)
        let scores = learner.scores(task.query.inputs, after: task.support)
        #expect(abs(crossEntropy(scores, task.query.targets).item() - (try loss(learner, task))) < 1e-10)
    }

    @Test func firstOrderDiffersWhereTheorySaysSo() throws {
        let task = randomTask(ways: 3, shots: 2, queries: 2)
        func both(_ rate: Double) throws -> (Tensor, Tensor) {
            let learner = network(InnerLoop(steps: 2, rate: rate))
            let place = try #require(learner.parameterPaths.firstIndex(of: "model.features.blocks.1.conv.weight"))
            return (
                try #require(learner.lesson(from: task, order: .first).gradients.values[place]),
                try #require(learner.lesson(from: task, order: .second).gradients.values[place])
            )
        }
        let (first, second) = try both(0.3)
        #expect(relativeDistance(first, second) > 0.01)
        // Without steps to look back through there is nothing to differ about.
        let (still, same) = try both(0)
        #expect(relativeDistance(still, same) < 1e-12)
    }

    /// Of a loss that is linear in the weights the second derivative is zero.
    @Test func firstOrderAgreesOnALinearLoss() throws {
        let learner = MAML(OneWeight(0.7), InnerLoop(steps: 3, rate: 0.2), loss: { ($0 * $1).mean() })
        let task = pull(towards: 2, then: -1)
        let first = try #require(learner.lesson(from: task, order: .first).gradients.values[0])
        let second = try #require(learner.lesson(from: task, order: .second).gradients.values[0])
        #expect(first.item() == -1)
        #expect(first.item() == second.item())
    }

    /// The fused kernels in float32 beside the library's own operations in float64.
    @Test func fusedKernelsAgreeWithThePlainOperations() throws {
        let task = randomTask(ways: 3, shots: 2, queries: 2)
        let exact = network(InnerLoop(steps: 3, rate: 0.05))
        var fused = exact
        fused.forEachTensor { _, _, tensor in tensor = tensor.to(.float32) }
        func half(_ examples: Examples) -> Examples { Examples(examples.inputs.to(.float32), examples.targets) }
        let wanted = try exact.lesson(from: task)
        let found = try fused.lesson(from: AdaptationTask(support: half(task.support), query: half(task.query)))
        #expect(abs(found.loss - wanted.loss) < 1e-4)
        for (path, (ours, theirs)) in zip(
            exact.parameterPaths, zip(found.gradients.values, wanted.gradients.values))
        where !path.hasSuffix("conv.bias") {
            #expect(relativeDistance(try #require(ours), try #require(theirs)) < 1e-3, "\(path)")
        }
    }

    @Test func threadsDoNotChangeTheResult() throws {
        let tasks =
            (0..<5).map { index in randomTask(ways: 2 + index % 2, shots: 1, queries: 2, dtype: .float32) }
            .filter { $0.support.inputs.size(of: 0) == 3 } + [
                randomTask(ways: 3, shots: 2, queries: 1, dtype: .float32)
            ]
        var learner = network(InnerLoop(steps: 2, rate: 0.1))
        learner.forEachTensor { _, _, tensor in tensor = tensor.to(.float32) }
        let one = try learner.lesson(fromEach: tasks), two = try learner.lesson(fromEach: tasks, threads: 2)
        #expect(one.loss == two.loss)
        for (a, b) in zip(one.gradients.values, two.gradients.values) {
            #expect(try #require(a).floats() == #require(b).floats())
        }
    }
}
