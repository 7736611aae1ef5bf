import Foundation
import FrugalData
import FrugalNN
import FrugalSpike
import FrugalTensor
import FrugalTrack
import Testing

@Suite struct SpikeTrainerTests {
    private struct Stop: Error {}

    private func task() throws -> PictureTask {
        try PictureTask(stripes(300, seed: 1), validationCount: 60, seed: 1)
    }

    private func network(
        _ coding: InputCoding = .direct, _ readout: Readout = .spikeCount, seed: UInt64 = 1
    ) throws -> SurrogateNetwork {
        var random = RandomStream(seed: seed)
        return try SurrogateNetwork(
            widths: [36, 24, 3], coding: coding, steps: 8, neurons: SpikingNeurons(decay: 0.9, threshold: 0.5),
            surrogate: .fastSigmoid(slope: 5), readout: readout, using: &random)
    }

    private func recipe(_ change: (inout SpikeTrainingRecipe) -> Void = { _ in }) -> SpikeTrainingRecipe {
        var recipe = SpikeTrainingRecipe()
        recipe.epochs = 8
        recipe.batchSize = 20
        recipe.learningRate = 0.01
        change(&recipe)
        return recipe
    }

    @Test(
        arguments: [InputCoding.direct, .poisson(rate: 1), .latency(threshold: 0.3)],
        [Readout.spikeCount, .summedMembrane])
    func `networks learn stripes`(_ coding: InputCoding, _ readout: Readout) throws {
        var network = try network(coding, readout)
        let state = try SpikeTrainer(recipe(), task(), seed: 1).train(&network)
        #expect(state.looks.count == 8)
        #expect(try #require(state.accuracy) > 0.9)
    }

    @Test func `the twin without spikes learns in the same trainer`() throws {
        var twin = UnspikedNetwork(of: try network())
        let trainer = try SpikeTrainer(recipe(), task(), seed: 1)
        #expect(try #require(trainer.train(&twin).accuracy) > 0.9)
    }

    @Test func `a training that was stopped goes on bit for bit`() throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID()).safetensors")
        defer { try? FileManager.default.removeItem(at: file) }
        let trainer = try SpikeTrainer(
            recipe {
                $0.firstDropout = 0.3
                $0.epochs = 3
            }, task(), seed: 3)
        var (whole, parts) = (try network(.poisson(rate: 1)), try network(.poisson(rate: 1)))
        try trainer.train(&whole)
        var steps = 0
        #expect(throws: Stop.self) {
            try trainer.train(&parts, checkpoint: file) {
                steps += 1
                if steps == 17 { throw Stop() }
            }
        }
        var resumed = try network(.poisson(rate: 1), seed: 9)
        let state = try trainer.train(&resumed, checkpoint: file)
        #expect(state.looks.count == 3)
        for (ours, theirs) in zip(resumed.parameters, whole.parameters) { #expect(ours.elementsEqual(theirs)) }
        let other = try SpikeTrainer(recipe(), task(), seed: 4)
        #expect(throws: FrugalError.self) { try other.train(&resumed, checkpoint: file) }
    }

    /// The gradient of the penalty is the surrogate's, so that a step along it must lower the operations.
    @Test func `a penalty on activity lowers the operations`() throws {
        func operations(_ penalty: Double) throws -> SpikingScore {
            var network = try network()
            let task = try task()
            try SpikeTrainer(recipe { $0.activityPenalty = penalty }, task, seed: 1).train(&network)
            return try network.score(on: task.source, task.validation)
        }
        let (without, with) = (try operations(0), try operations(3))
        #expect(with.operations - 36 * 24 < 0.7 * (without.operations - 36 * 24))
        #expect(with.accuracy > 0.9)
    }

    @Test func `a loss of every step makes the answer right early`() throws {
        func firstStep(_ loss: SpikeTrainingRecipe.Loss) throws -> Int {
            var network = try network()
            let task = try task()
            try SpikeTrainer(recipe { $0.loss = loss }, task, seed: 1).train(&network)
            return try network.score(on: task.source, task.validation).firstStep(keeping: 0.9) ?? 9
        }
        let (early, late) = (try firstStep(.everyStep), try firstStep(.last))
        #expect(early <= late)
        #expect(early <= 4)
    }

    @Test func `penalties on weights make them smaller`() throws {
        func size(_ change: (inout SpikeTrainingRecipe) -> Void) throws -> Double {
            var network = try network()
            try SpikeTrainer(recipe(change), task(), seed: 1).train(&network)
            return network.parameters.filter { $0.shape.count > 1 }.reduce(0) { $0 + $1.abs().sum().item() }
        }
        let plain = try size { _ in }
        #expect(try size { $0.l1 = 0.01 } < 0.8 * plain)
        #expect(try size { $0.l2 = 0.01 } < 0.9 * plain)
    }

    @Test func `settings and data that cannot be are refused`() throws {
        #expect(throws: FrugalError.self) { try SpikeTrainer(recipe { $0.epochs = 0 }, task(), seed: 1) }
        #expect(throws: FrugalError.self) { try SpikeTrainer(recipe { $0.lastDropout = 1 }, task(), seed: 1) }
        let images = try stripes(9, seed: 1)
        #expect(throws: FrugalError.self) { try PictureTask(images, training: [0, 1], validation: [1]) }
        #expect(throws: FrugalError.self) { try PictureTask(images, training: [0, 9], validation: [1]) }
        var misfit = try SurrogateNetwork(widths: [35, 3], using: &Self.random)
        #expect(throws: TensorError.self) { try SpikeTrainer(recipe(), task(), seed: 1).train(&misfit) }
    }

    private static var random: RandomStream {
        get { RandomStream(seed: 1) }
        set {}
    }
}
