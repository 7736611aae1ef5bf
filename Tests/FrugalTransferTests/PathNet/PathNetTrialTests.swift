import Foundation
import FrugalData
import FrugalTensor
import FrugalTrack
import Testing

@testable import FrugalTransfer

/// Pairs of tasks under all conditions, and how pictures of other data become tasks of one network.
@Suite struct PathNetTrialTests {
    /// Flat pictures of 4 x 4 in four brightnesses, one a class.
    private func flat() throws -> LabelledImages {
        let labels = (0..<80).map { $0 % 4 }
        return try LabelledImages(
            pixels: labels.flatMap { [UInt8](repeating: UInt8(40 + 60 * $0), count: 16) }, height: 4, width: 4,
            channels: 1, labels: labels, classes: ["a", "b", "c", "d"], names: labels.map(String.init))
    }

    private func trial(seed: UInt64, watch: PathWatch? = nil, rate: Double = 0.05) throws -> PathNetTrial {
        var recipe = PathNetRecipe(shape: PathNetShape(inputs: 16, neurons: 6), rate: 0.05, limit: 12)
        (recipe.scale, recipe.noise, recipe.threshold, recipe.steps) = (1, 0, nil, 5)
        let images = try flat()
        func task(_ classes: [Int]) -> PathTask {
            PathTask(
                "\(classes)", classes: classes, training: images, test: images, recipe: recipe,
                using: RandomStream(seed: 0))
        }
        return PathNetTrial(
            recipe: recipe, fineTuningRate: rate, first: task([0, 3]), second: task([1, 2]), seed: seed, threads: 2,
            looks: [2, 5], watch: watch, check: {})
    }

    @Test func withoutAThresholdAllGenerationsAreSpent() throws {
        let outcome = try trial(seed: 3).run()
        #expect(outcome.first == [0, 3] && outcome.second == [1, 2])
        #expect(Set(outcome.conditions.keys) == Set(PathNetTrial.Condition.allCases.map(\.rawValue)))
        for found in outcome.conditions.values {
            #expect(found.generations == 12 && !found.isLearned)
            #expect(Set(found.testAccuracies.keys) == [2, 5])
        }
        let found = try #require(outcome.conditions["PathNet"])
        #expect(Set((found.paths ?? [:]).keys) == [1, 10])
        #expect(outcome.conditions["de novo"]?.paths == nil)
        #expect(outcome.frozenParameters > 0)
    }

    /// Raw results of earlier versions, without kept paths, can be read.
    @Test func outcomesOfEarlierVersionsAreRead() throws {
        let old = #"{"generations":3,"isLearned":true,"path":[[1]],"testAccuracy":0.5,"testAccuracies":{}}"#
        let outcome = try JSONDecoder().decode(PathSearch.Outcome.self, from: Data(old.utf8))
        #expect(outcome.paths == nil && outcome.path == [[1]])
    }

    @Test func ratesAreTriedFromOneFirstTask() throws {
        let both = try trial(seed: 5).fineTuned(at: [0.001, 0.05])
        #expect(
            try both.map(\.testAccuracy)
                == [0.001, 0.05].map { try trial(seed: 5).fineTuned(at: [$0])[0].testAccuracy })
        // What the whole trial does with that rate.
        #expect(try trial(seed: 5).run().conditions["fine-tuning"]?.testAccuracy == both[1].testAccuracy)
    }

    @Test func thePathsAreDrawnWhileTheyAreFoundAndOnThePage() throws {
        let folder = try ScratchFolder()
        let file = folder.url.appendingPathComponent("paths.svg")
        let trial = try trial(seed: 7, watch: PathWatch(file, shape: PathNetShape(inputs: 16)))
        let outcome = try trial.run()
        let text = try String(contentsOf: file, encoding: .utf8)
        #expect(text.hasPrefix("<svg") && text.contains("generation 12"))
        let picture = try #require(outcome.paths(trial.recipe, seed: 7, from: "one", to: "other"))
        // Two paths in each of the generations 1 and 10 and the last.
        #expect(picture.series.count == 6)
        #expect(picture.series.filter { $0.isHighlighted == true }.count == 3)
        let last = try #require(picture.series.last)
        let path = try #require(outcome.conditions["PathNet"]?.path)
        #expect(last.y == path.flatMap { $0.map { Double($0 + 1) } })
    }

    /// A whole run over forty pictures of CIFAR-10's form: pairs whose data are not there are told, and a run that was stopped
    /// goes on.
    @Test func coloursWithoutHouseNumbers() throws {
        let folder = try ScratchFolder()
        let data = folder.url.appendingPathComponent("data")
        try FileManager.default.createDirectory(at: data, withIntermediateDirectories: true)
        var records: [UInt8] = []
        for picture in 0..<40 {
            let label = UInt8(picture % 10)
            records.append(label)
            records += [UInt8](repeating: 20 * label, count: 3072)
        }
        for name in ["data_batch_1.bin", "test_batch.bin"] {
            try Data(records).write(to: data.appendingPathComponent(name))
        }
        var settings = PathNetPicturesExperiment().settings(.full)
        settings.pairs = [PicturePair(.cifar, then: .svhn), PicturePair(.vehicles, then: .animals)]
        (settings.recipe.limit, settings.recipe.steps, settings.heldOut) = (5, 2, 10)
        settings.tuningSeeds = [9]
        settings.fineTuningRates = [0.01, 0.02]
        let record = try RunRecord(recipe: settings, seed: 1)
        func run(untilPart last: String?) throws -> Reproduction {
            let work = try RunFolder(at: folder.url.appendingPathComponent("work"), record: record)
            let context = ExperimentContext(
                scale: .full, seeds: [1, 2], folder: work,
                dataFolder: { set in
                    if set == "svhn" { throw DataError(.notFound, "none") }
                    return data
                }, shouldStop: { last.map { work.hasFinished($0) } ?? false })
            return try PathNetPicturesExperiment().run(context, settings)
        }
        #expect(throws: FrugalError.self) { try run(untilPart: "vehicles-animals-seed-1") }
        let result = try run(untilPart: nil)
        let missing = result.rows.filter { $0.name.hasPrefix("SVHN after CIFAR-10") }
        #expect(missing.map { $0.published?.value } == [35.7, 25.5])
        for row in missing {
            #expect(row.values.isEmpty && row.verdict == .notComparable && row.note.contains("data not found"))
        }
        let measured = result.rows.filter { $0.name.hasPrefix("CIFAR-10's animals") }
        #expect(measured.count == PathNetTrial.Condition.allCases.count + 5)
        #expect(measured.allSatisfy { $0.values.count == 2 && $0.verdict == .notComparable })
        #expect(result.illustrations.map(\.kind) == [.paths])
    }

    @Test func smallerAndGrayPicturesStandInTheMiddleOfBlack() throws {
        let images = try LabelledImages(
            pixels: [10, 20, 30, 40, 50, 60], height: 2, width: 3, channels: 1, labels: [0], classes: ["a"],
            names: ["x"])
        let large = try images.inCIFARSize()
        #expect((large.height, large.width, large.channels) == (32, 32, 3))
        for (row, column, value) in [(15, 14, 10), (15, 16, 30), (16, 14, 40), (16, 17, 0), (14, 14, 0)]
            as [(Int, Int, UInt8)]
        {
            for colour in 0..<3 { #expect(large.pixels[(row * 32 + column) * 3 + colour] == value) }
        }
        #expect(large.pixels.reduce(0) { $0 + Int($1) } == 3 * 210)
        #expect(try large.inCIFARSize() == large)
        let wide = try LabelledImages(
            pixels: [UInt8](repeating: 0, count: 33), height: 1, width: 33, channels: 1, labels: [0], classes: ["a"],
            names: ["x"])
        #expect(throws: DataError.self) { try wide.inCIFARSize() }
    }
}
