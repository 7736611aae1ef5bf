import FrugalData
import FrugalTensor
import FrugalTrack
import Testing

@testable import FrugalSpike

@Suite struct SpikingScoreTests {
    private func trained() throws -> (SurrogateNetwork, PictureTask) {
        var random = RandomStream(seed: 1)
        var network = try SurrogateNetwork(
            widths: [36, 24, 3], coding: .regular(rate: 1), steps: 8,
            neurons: SpikingNeurons(decay: 0.9, threshold: 0.5), surrogate: .fastSigmoid(slope: 5), using: &random)
        var recipe = SpikeTrainingRecipe()
        (recipe.epochs, recipe.batchSize, recipe.learningRate) = (5, 20, 0.01)
        let task = try PictureTask(stripes(300, seed: 1), validationCount: 60, seed: 1)
        try SpikeTrainer(recipe, task, seed: 1).train(&network)
        return (network, task)
    }

    /// Answers and operations of the plain simulation, example by example.
    @Test func `a score counts what plain runs do`() throws {
        let (network, task) = try trained()
        let indices = Array(task.validation.prefix(20))
        let score = try network.score(on: task.source, indices, batchSize: 7)
        let plain = try network.spikingNetwork()
        var correct = [Int](repeating: 0, count: 8)
        var additions = [0.0, 0.0]
        for index in indices {
            let batch = try task.source.batch([index], epoch: 0)
            var run = try SpikingRun(plain)
            var encoder = InputEncoder(
                batch.inputs.flattened().floats(), coding: network.coding, steps: 8, random: RandomStream(seed: 0))
            for step in 0..<8 {
                let input = encoder.next()
                let passed = run.step(input)
                additions[0] += Double(input.reduce(0, +)) * 24
                additions[1] += Double(passed[0].reduce(0, +)) * 3
                let best = run.answer.indices.max { run.answer[$0] < run.answer[$1] }
                correct[step] += best == batch.labels.ints()[0] ? 1 : 0
            }
        }
        #expect(score.count == 20)
        // Sums of products in another order may tip a spike.
        #expect(zip(score.correctByStep, correct).allSatisfy { abs($0 - $1) <= 1 })
        let found = score.ledger.layers.map { $0.synapticAdditions * 20 }
        #expect(found[0].rounded() == additions[0])
        #expect(abs(found[1] - additions[1]) <= 0.02 * additions[1])
        #expect(score.ledger.layers.map(\.neuronUpdates) == [24 * 8, 3 * 8])
        #expect(abs((score.operationsByStep.last ?? 0) - score.operations) < 1e-6 * score.operations)
    }

    @Test func `the first step that keeps an accuracy is the one after the last below`() {
        let score = SpikingScore(
            count: 10, correctByStep: [3, 9, 7, 9, 10], operationsByStep: [1, 2, 3, 4, 5], ledger: OperationLedger())
        #expect(score.firstStep(keeping: 0.9) == 4)
        #expect(score.firstStep(keeping: 0.3) == 1)
        #expect(
            SpikingScore(
                count: 10, correctByStep: [9, 3], operationsByStep: [1, 2], ledger: OperationLedger()
            ).firstStep(keeping: 0.9) == nil)
    }

    @Test func `higher thresholds save operations and keep the floor`() throws {
        let (network, task) = try trained()
        var search = ThresholdSearch()
        search.tolerance = 0.02
        let found = try search.search(network, on: task.source, task.validation)
        #expect(found.after.operations < found.before.operations)
        #expect(found.after.accuracy >= found.before.accuracy - 0.02)
        #expect(found.factors.contains { $0 != 1 })
        #expect(try found.network.score(on: task.source, task.validation) == found.after)
    }
}
