import FrugalData
import FrugalNN
import FrugalTensor
import Testing

@testable import FrugalSearch

@Suite struct SharedTrainingTests {
    private let shape = InputShape.image(height: 8, width: 8, channels: 1)

    private var family: EnasMicro {
        get throws {
            var settings = EnasMicro.Settings()
            (settings.cells, settings.filters, settings.nodes, settings.dropout) = (2, 4, 2, 0)
            return try EnasMicro(settings)
        }
    }

    private func batch(_ seed: UInt64) -> Batch {
        var stream = RandomStream(seed: seed)
        return Batch(
            inputs: .normal([6, 1, 8, 8], using: &stream), labels: Tensor([0, 1, 2, 0, 1, 2]), indices: Array(0..<6))
    }

    @Test func `a step moves what the child uses and nothing else`() throws {
        let family = try family
        var stream = RandomStream(seed: 1)
        var shared = try family.sharedWeights(for: shape, classes: 3, using: &stream)
        var training = SharedTraining<MicroSharedWeights>(EnasSettings(), device: .cpu)
        // Convolutions 3x3 on input 0 only, then pools only.
        let first = try family.space.architecture(Array(repeating: 0, count: 16))
        let pools = try family.space.architecture(Array(repeating: [0, 2], count: 8).flatMap { $0 })
        for (number, architecture) in [first, pools, first].enumerated() {
            let used = Set(try shared.child(architecture).stateDictionary.map(\.tensor.identity))
            let before = shared.stateDictionary
            let isUsed = Dictionary(
                uniqueKeysWithValues: before.map { ($0.name, used.contains($0.tensor.identity)) })
            let loss = try training.step(
                &shared, architecture, batch(UInt64(number)), random: RandomStream(seed: 3)
            ).item()
            #expect(loss.isFinite)
            var moved = 0
            for (name, tensor) in shared.stateDictionary {
                let isSame = tensor.elementsEqual(try #require(before[name]))
                if name.contains("running_") || isUsed[name] == false {
                    #expect(isSame, "\(name) is not used and moved")
                } else {
                    moved += isSame ? 0 : 1
                }
            }
            // A few units that no picture of the batch reaches may stay.
            #expect(Double(moved) > 0.9 * Double(try shared.child(architecture).parameters.count))
        }
    }

    @Test func `steps are those of plain momentum on a network of its own`() throws {
        let family = try family
        var stream = RandomStream(seed: 1)
        var shared = try family.sharedWeights(for: shape, classes: 3, using: &stream)
        let architecture = try family.space.random(using: &stream)
        var alone = try shared.child(architecture)
        var settings = EnasSettings()
        settings.clip = nil
        var training = SharedTraining<MicroSharedWeights>(settings, device: .cpu)
        var optimizer = SGD(learningRate: 0.05, momentum: 0.9, weightDecay: 2e-4, nesterov: true)
        for step in 0..<3 {
            let batch = batch(UInt64(step))
            _ = try training.step(&shared, architecture, batch, random: RandomStream(seed: 3))
            let pass = Pass(isTraining: true, normalization: .batchOnly, random: RandomStream(seed: 3))
            let (_, gradients) = valueWithGradients(at: alone) {
                crossEntropy($0.forward(batch.inputs, pass), batch.labels)
            }
            optimizer.update(&alone, with: gradients)
        }
        let child = try shared.child(architecture)
        #expect(zip(child.parameters, alone.parameters).allSatisfy { $0.elementsEqual($1) })
    }

    @Test func `momentum waits while a weight is not in use`() throws {
        let family = try family
        var stream = RandomStream(seed: 1)
        var shared = try family.sharedWeights(for: shape, classes: 3, using: &stream)
        var training = SharedTraining<MicroSharedWeights>(EnasSettings(), device: .cpu)
        let first = try family.space.architecture(Array(repeating: 0, count: 16))
        let pools = try family.space.architecture(Array(repeating: [0, 2], count: 8).flatMap { $0 })
        let name = "momentum_buffer.cells.0.units.0.first.conv.pointwise.weight"
        _ = try training.step(&shared, first, batch(0), random: RandomStream(seed: 3))
        let before = try #require(training.optimizer.stateDictionary(for: shared)[name]).clone()
        _ = try training.step(&shared, pools, batch(1), random: RandomStream(seed: 3))
        let between = try #require(training.optimizer.stateDictionary(for: shared)[name])
        #expect(before.elementsEqual(between))
    }
}
