import Foundation
import FrugalData
import FrugalNN
import FrugalTensor
import FrugalTrack
import Testing

@testable import FrugalMeta

@Suite struct FewShotTrainingTests {
    private func inFolder(_ body: (URL) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("few shots \(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try body(folder)
    }

    private func training(
        in folder: URL, comparison: MetricRecipe.Comparison = .prototypes, depth: Int = 4
    ) throws -> FewShotTraining {
        let pool = patternPool(classes: 24, perClass: 8, seed: 21)
        let data = FewShotData(
            name: "patterns", pool: pool, split: try ClassSplit.random(pool.classes.map(\.name), seed: 1),
            reading: .init(rotationsAsClasses: false, size: PictureSize(height: 16, width: 16), filter: .nearest))
        var recipe = EpisodicRecipe.fitting(
            training: try data.classes(.train), validation: try data.classes(.validation),
            test: EpisodeShape(way: 4, shot: 1, queries: 3), episodes: 20)
        recipe.validationEpisodes = 20
        recipe.validationInterval = 10
        return FewShotTraining(
            data: data, recipe: MetricRecipe(comparison, width: 8, depth: depth, training: recipe),
            test: EpisodeShape(way: 4, shot: 1, queries: 3), episodes: 30, seed: 3,
            bundle: folder.appendingPathComponent("p.frugal"))
    }

    @Test func aTrainingLeavesABundleAndThePageOfEvidence() throws {
        try inFolder { folder in
            let job = try training(in: folder)
            let result = try job.run()
            #expect(result.test.episodes == 30 && result.test.accuracy > 40)
            #expect(result.parameters > 0 && result.multiplyAdds > 0)
            let bundle = try ModelBundle.load(from: job.bundle)
            #expect(bundle.manifest.classes.isEmpty)
            #expect(bundle.manifest.testReads == 1)
            let record = try TrackJSON.read(RunRecord.self, at: job.work.appendingPathComponent("run.json"))
            #expect(record.state == .finished && record.testReads == 1)
            let page = try String(contentsOf: job.work.appendingPathComponent("report.html"), encoding: .utf8)
            #expect(page.contains("4-way 1-shot"))
            // The same training again gives what is there, without training.
            var steps = 0
            #expect(try job.run(progress: { _ in steps += 1 }).test == result.test)
            #expect(steps == 0)
        }
    }

    /// A bundle's weights give the accuracy that was reported, to the bit.
    @Test func theBundleHoldsTheNetworkThatWasScored() throws {
        try inFolder { folder in
            let job = try training(in: folder, comparison: .matching(.learned(from: 0.2)))
            let result = try job.run()
            var network = try job.recipe.network(pictures: [1, 16, 16], seed: 99)
            let file = try SafetensorsFile(at: ModelBundle.load(from: job.bundle).weights)
            var features = try #require(network.embedding as? ConvFeatures)
            try features.load(laidOut: file.stateDictionary(.copying))
            network.embedding = features
            var head = try #require(network.head as? MatchingHead)
            let architecture = try ModelBundle.load(from: job.bundle).manifest.architecture
                .recipe(as: FewShotArchitecture.self)
            head.logSharpness = Tensor(-log(architecture.temperature / 2))
            network.head = head
            let sampler = try EpisodeSampler(job.data.classes(.test), job.test, seed: job.seed)
            #expect(try TaskScore(network, on: sampler, episodes: 30).accuracy == result.test.accuracy)
        }
    }

    @Test func whatCannotBeIsSaidBeforeTraining() throws {
        try inFolder { folder in
            var job = try training(in: folder, depth: 6)
            #expect(throws: FrugalError.self) { try job.run() }
            job = try training(in: folder)
            job.test = EpisodeShape(way: 4, shot: 7, queries: 5)
            #expect { try job.run() } throws: { "\($0)".contains("8 pictures") }
            job.test = EpisodeShape(way: 50, shot: 1, queries: 1)
            #expect { try job.run() } throws: { "\($0)".contains("50-way") }
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
        }
    }
}
