import Foundation
import FrugalNN
import FrugalTensor
import FrugalTrack
import Testing

@testable import FrugalMeta

/// Pictures of `classes` classes: each class a fixed random pattern, each picture that pattern under noise.
func patternPool(classes: Int, perClass: Int = 12, side: Int = 16, seed: UInt64, name: String = "pattern") -> ClassPool
{
    var random = RandomStream(seed: seed)
    var pixels: [UInt8] = []
    for _ in 0..<classes {
        let pattern = (0..<(side * side)).map { _ in random.below(2) * 160 }
        for _ in 0..<perClass { pixels += pattern.map { UInt8($0 + random.below(90)) } }
    }
    let count = classes * perClass
    return ClassPool(
        pixels: Tensor(pixels, shape: [count, 1, side, side]),
        classes: (0..<classes).map { place in
            .init(name: "\(name) \(place)", rows: Array((place * perClass)..<((place + 1) * perClass)))
        },
        names: (0..<count).map { "\(name) picture \($0)" })
}

private func network(seed: UInt64, matching: Bool = false) -> MetricNetwork {
    var random = RandomStream(seed: seed)
    let embedding = ConvFeatures(channels: 1, width: 8, using: &random)
    return MetricNetwork(embedding: embedding, head: matching ? MatchingHead() as any MetricHead : PrototypeHead())
}

private func recipe(episodes: Int) -> EpisodicRecipe {
    EpisodicRecipe(
        task: EpisodeShape(way: 6, shot: 1, queries: 3), episodes: episodes, learningRate: 5e-3,
        validationTask: EpisodeShape(way: 5, shot: 1, queries: 4), validationEpisodes: 40, validationInterval: 10)
}

@Suite struct EpisodicTrainerTests {
    private let training = patternPool(classes: 20, seed: 1)
    private let validation = patternPool(classes: 8, seed: 2, name: "other")

    @Test(arguments: [false, true]) func trainingImprovesAnswersOnOtherClasses(_ matching: Bool) throws {
        let trainer = try EpisodicTrainer<MetricNetwork>(
            recipe(episodes: 40), training: training, validation: validation, seed: 3)
        let (trained, state) = try trainer.train(network(seed: 3, matching: matching))
        let fresh = patternPool(classes: 10, seed: 9, name: "unseen")
        let sampler = try EpisodeSampler(fresh, EpisodeShape(way: 5, shot: 1, queries: 4), seed: 5)
        let before = try network(seed: 3, matching: matching).evaluate(on: sampler, episodes: 60)
        let after = try trained.evaluate(on: sampler, episodes: 60)
        #expect(after.mean > before.mean + 0.1)
        #expect(state.looks.count == 4)
        #expect(state.best?.accuracy == state.looks.map(\.accuracy).max())
        #expect((state.looks.first?.loss ?? 0) > (state.looks.last?.loss ?? 0))
    }

    /// Stopped at every eleventh episode and gone on from the file, training gives the same bits.
    @Test func goesOnBitForBit() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("episodic \(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent("checkpoint.safetensors")
        func trainer(_ checkpoint: URL?) throws -> EpisodicTrainer<MetricNetwork> {
            try EpisodicTrainer(
                recipe(episodes: 30), training: training, validation: validation, seed: 4, checkpoint: checkpoint)
        }
        let whole = try trainer(nil).train(network(seed: 4, matching: true))
        var stops = 0
        while true {
            // Only the first process begins with this network; later ones take theirs from the file.
            let start = network(seed: stops == 0 ? 4 : 99, matching: true)
            var done = 0
            do {
                let pieces = try trainer(file).train(start, observer: { _ in done += 1 }, shouldStop: { done == 11 })
                #expect(stops == 2)
                for (one, other) in zip(whole.model.stateDictionary, pieces.model.stateDictionary) {
                    #expect(one.tensor.elementsEqual(other.tensor), "\(one.name)")
                }
                #expect(whole.state.looks.map(\.accuracy) == pieces.state.looks.map(\.accuracy))
                #expect(whole.state.looks.map(\.loss) == pieces.state.looks.map(\.loss))
                return
            } catch let error as FrugalError {
                try #require(error.kind == .interrupted)
                stops += 1
            }
        }
    }

    @Test func aClassOnBothSidesIsRefused() throws {
        #expect {
            try EpisodicTrainer<MetricNetwork>(
                recipe(episodes: 10), training: training, validation: training.subset([3, 4, 5, 6, 7]), seed: 1)
        } throws: {
            "\($0)".contains("pattern 3")
        }
    }

    /// The embeddings of a whole pool give the answers that each task by itself gives.
    @Test func embeddingOnceGivesTheSameAnswers() throws {
        let model = network(seed: 8)
        let sampler = try EpisodeSampler(validation, EpisodeShape(way: 5, shots: 1...3, queries: 4), seed: 5)
        let embedded = try EmbeddedPool(validation, by: model.embedding)
        for index in 0..<5 {
            let episode = sampler.episode(index)
            let (once, alone) = (
                try embedded.logits(episode, by: model.head), try model.logits(FewShotTask(episode, of: validation))
            )
            #expect(largestDifference(rows(once), rows(alone)) < 1e-3)
        }
    }
}
