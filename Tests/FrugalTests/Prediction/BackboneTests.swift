import Foundation
import FrugalData
import FrugalMeta
import FrugalTensor
import FrugalTrack
import Testing

@testable import Frugal

@Suite struct BackboneTests {
    /// Sixteen classes of random patterns under noise.
    private func data(invertsInk: Bool) throws -> FewShotData {
        var random = RandomStream(seed: 5)
        var pixels: [UInt8] = []
        for _ in 0..<16 {
            let pattern = (0..<256).map { _ in random.below(2) * 160 }
            for _ in 0..<8 { pixels += pattern.map { UInt8($0 + random.below(90)) } }
        }
        let pool = ClassPool(
            pixels: Tensor(pixels, shape: [128, 1, 16, 16]),
            classes: (0..<16).map { .init(name: "class \($0)", rows: Array(($0 * 8)..<($0 * 8 + 8))) },
            names: (0..<128).map { "picture \($0)" })
        return FewShotData(
            name: "patterns", pool: pool, split: try ClassSplit.random(pool.classes.map(\.name), seed: 1),
            reading: .init(rotationsAsClasses: false, size: PictureSize(height: 16, width: 16), filter: .nearest),
            invertsInk: invertsInk)
    }

    /// The bundle as a backbone gives the accuracy that its training reported: also where the ink was inverted on reading,
    /// which the bundle does by itself.
    @Test(arguments: [false, true]) func aBundleAnswersAsItsTrainingDid(_ invertsInk: Bool) throws {
        try withTemporaryFolder { folder in
            let data = try data(invertsInk: invertsInk)
            let test = EpisodeShape(way: 3, shot: 1, queries: 3)
            var recipe = EpisodicRecipe.fitting(
                training: try data.classes(.train), validation: try data.classes(.validation), test: test, episodes: 15)
            recipe.validationEpisodes = 10
            let job = FewShotTraining(
                data: data, recipe: MetricRecipe(.prototypes, width: 8, training: recipe), test: test, episodes: 40,
                seed: 2, bundle: folder.appendingPathComponent("p.frugal"))
            let trained = try job.run().test
            let backbone = try Backbone(bundle: job.bundle.path)
            #expect(backbone.isFewShot)
            let learner = try FrozenFeatures.learner(
                on: backbone.layer(for: data), head: .prototype, base: data.classes(.train))
            let sampler = try EpisodeSampler(data.classes(.test), test, seed: job.seed)
            let score = try TaskScore(learner, on: sampler, episodes: 40)
            #expect(abs(score.accuracy - trained.accuracy) < 0.6)
            // Pictures of another size are refused by name.
            let other = ClassPool(
                pixels: Tensor([UInt8](repeating: 0, count: 64), shape: [1, 1, 8, 8]),
                classes: [.init(name: "a", rows: [0])], names: ["a"])
            let small = FewShotData(name: "small", pool: other, split: data.split, reading: data.reading)
            #expect { try backbone.layer(for: small) } throws: { "\($0)".contains("8x8") }
        }
    }
}
