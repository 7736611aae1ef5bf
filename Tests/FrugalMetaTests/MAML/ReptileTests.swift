import FrugalNN
import FrugalTensor
import Testing

@testable import FrugalMeta

@Suite struct ReptileTests {
    /// Adam without its first moment, as a plain loop: w moves against its gradient over the root of the mean square.
    private func plainlyAdapted(_ start: Double, _ x: [Double], _ y: [Double], steps: Int, rate: Double) -> Double {
        var (w, square) = (start, 0.0)
        for step in 1...steps {
            var gradient = 0.0
            for (x, y) in zip(x, y) { gradient += 2 * (w * x - y) * x / 3 }
            square = 0.999 * square + 0.001 * gradient * gradient
            var power = 1.0
            for _ in 0..<step { power *= 0.999 }
            w -= rate * gradient / ((square / (1 - power)).squareRoot() + 1e-8)
        }
        return w
    }

    @Test func movesAsAPlainLoopDoes() throws {
        let x = [1.0, -0.5, 2], y = [2.0, 0.3, 1]
        let task = AdaptationTask(
            support: Examples(Tensor([x[0]]), Tensor([y[0]])),
            query: Examples(Tensor(Array(x[1...])), Tensor(Array(y[1...]))))
        let learner = Reptile(
            OneWeight(0.7), .init(steps: 4, batch: 10, rate: 0.05), loss: { meanSquaredError($0, $1) })
        let lesson = try learner.lesson(from: task, using: RandomStream(seed: 1))
        let adapted = plainlyAdapted(0.7, x, y, steps: 4, rate: 0.05)
        let move = try #require(lesson.gradients.values[0]).item()
        #expect(abs(move - (0.7 - adapted)) < 1e-10)
        // A share ε of the way: an outer step of plain gradient descent.
        var moved = learner
        var rule = SGD(learningRate: 0.25)
        rule.update(&moved, with: lesson.gradients)
        #expect(abs(moved.model.weight.item() - (0.7 + 0.25 * (adapted - 0.7))) < 1e-10)
    }

    @Test func smallBatchesGoThroughAllExamples() {
        let learner = Reptile(
            OneWeight(0), .init(steps: 3, batch: 1, rate: 0.1),
            loss: { scores, targets in ((scores - targets) * 0).sum() + scores.sum() })
        // The gradient of every example is its input; with one of them zero, only two of three steps move the weight.
        let examples = Examples(Tensor([1.0, 0, 1]), Tensor([0.0, 0, 0]))
        var random = RandomStream(seed: 2)
        let adapted = learner.adapted(to: examples, steps: 3, using: &random).weight.item()
        #expect(adapted < -0.19 && adapted > -0.31)
        #expect(learner.model.weight.item() == 0)
    }

    @Test func learnsPatterns() throws {
        var random = RandomStream(seed: 3)
        let learner = Reptile(TinyNet(ways: 3, using: &random), .init(steps: 3, evaluationSteps: 10, rate: 0.01))
        let train = patternPool(classes: 12, perClass: 6, seed: 1, prefix: "train")
        let validation = patternPool(classes: 6, perClass: 20, seed: 2, prefix: "validation")
        let schedule = MetaSchedule(
            shape: EpisodeShape(way: 3, shot: 2, queries: 2), metaBatch: 2, iterations: 20, rule: .sgd, rate: 0.5,
            finalRate: 0.1, validationEvery: 10, validationEpisodes: 10)
        let random2 = RandomStream(seed: 9)
        var trainer = try MetaTrainer(learner, schedule, train: train, validation: validation, seed: 5) {
            try $0.lesson(from: $1, using: RandomStream(seed: UInt64($2)))
        }
        _ = random2
        _ = try trainer.run()
        let score = try #require(trainer.curve.last)
        #expect(score.accuracy > 0.7, "\(score)")
    }
}
