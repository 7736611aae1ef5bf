import Foundation
import FrugalData
import FrugalTrack
import Testing

@testable import Frugal

/// An experiment of two parts a seed whose work is to add one.
private struct Counting: Experiment {
    var id = "counting"
    var title = "Counting to two"
    var dataSets: [String] = []
    var optionalDataSets: [String] = []
    var published = 2.0
    /// Where every part that is really computed leaves a mark.
    var marks: URL

    func recipe(_ scale: Reproduction.Scale) throws -> JSONValue { .object(["published": .number(published)]) }

    func run(_ context: ExperimentContext) throws -> Reproduction {
        for name in dataSets { _ = try context.dataFolder(name) }
        let values = try context.seeds.map { seed in
            try (1...2).reduce(0.0) { sum, part in
                sum
                    + (try context.part("part-\(seed)-\(part)") {
                        context.progress("seed \(seed)", part, 2, nil)
                        try Data([1]).write(to: marks.appendingPathComponent(UUID().uuidString))
                        return 1.0
                    })
            }
        }
        return Reproduction(
            id: id, title: title, scale: context.scale, scaledDown: ["a small world"], protocolLines: ["count"],
            seeds: context.seeds,
            rows: [
                ReproductionRow(
                    "count", unit: "% of one", values: values,
                    published: Published(published, source: "Peano 1889", isConfirmed: false), aim: .higher)
            ])
    }
}

@Suite struct ReproductionRunTests {
    private func withRun<Result>(
        published: Double = 2, seeds: Int? = nil,
        _ body: (ReproductionRun, _ marks: @escaping @Sendable () throws -> Int) throws -> Result
    ) throws -> Result {
        try withTemporaryFolder { folder in
            let marks = folder.appendingPathComponent("marks")
            try FileManager.default.createDirectory(at: marks, withIntermediateDirectories: true)
            let run = ReproductionRun(
                Counting(published: published, marks: marks), seeds: seeds,
                folder: folder.appendingPathComponent("run"),
                command: "frugal reproduce <counting>")
            return try body(run) { try FileManager.default.contentsOfDirectory(atPath: marks.path).count }
        }
    }

    @Test func aRunLeavesItsEvidence() throws {
        try withRun(seeds: 2) { run, _ in
            let result = try run.run()
            #expect(result.rows[0].values == [2, 2])
            #expect(result.verdict == .reached)
            #expect(result.text.contains("2.00 ± 0.00") && result.text.contains("2.00 (unconfirmed)"))
            #expect(result.text.contains("Peano 1889") && result.text.contains("verdict: reached (1 of 1 figures)"))
            let page = try String(contentsOf: run.reportFile, encoding: .utf8)
            #expect(page.contains("Peano 1889") && page.contains("frugal reproduce &lt;counting&gt;"))
            #expect(page.contains("a small world") && page.contains("<svg"))
            let record = try TrackJSON.read(RunRecord.self, at: run.folder.appendingPathComponent("run.json"))
            #expect(record.state == .finished)
            #expect(record.result?["verdict"] == .string("reached"))
            #expect(try #require(record.ledger?.seconds) > 0)
            let saved = try TrackJSON.read(Reproduction.self, at: run.folder.appendingPathComponent("result.json"))
            #expect(saved == result)
        }
    }

    @Test func aStoppedRunGoesOnWithTheNextPart() throws {
        try withRun(seeds: 2) { run, marks in
            for done in 1...3 {
                do {
                    _ = try run.run(shouldStop: { ((try? marks()) ?? 0) >= done })
                    Issue.record("the run was not stopped")
                } catch let error as FrugalError { #expect(error.kind == .interrupted) }
                #expect(try marks() == done)
            }
            #expect(try run.run().rows[0].values == [2, 2])
            #expect(try marks() == 4)
            // A finished run is read back.
            #expect(try run.run().rows[0].values == [2, 2])
            #expect(try marks() == 4)
            let record = try TrackJSON.read(RunRecord.self, at: run.folder.appendingPathComponent("run.json"))
            #expect(record.state == .finished && record.resumptions == 4)
        }
    }

    @Test func anotherRunIsNotOverwritten() throws {
        try withRun { run, _ in
            _ = try run.run()
            var other = run
            other.seeds = 2
            #expect { _ = try other.run() } throws: { ($0 as? FrugalError)?.kind == .conflict }
            other.seeds = 0
            #expect { _ = try other.run() } throws: { ($0 as? FrugalError)?.kind == .usage }
        }
    }

    @Test func missingDataAreNamedBeforeAnythingIsWritten() throws {
        try withRun { run, _ in
            var run = run
            var experiment = try #require(run.experiment as? Counting)
            experiment.dataSets = ["omniglot"]
            run.experiment = experiment
            run.registry = Registry(dataFolder: run.folder.path, environment: ["FRUGAL_CACHE": run.folder.path])
            #expect { _ = try run.run() } throws: { error in
                "\(error)".contains("omniglot") && "\(error)".contains("looked in \(run.folder.path)")
            }
            #expect(!FileManager.default.fileExists(atPath: run.folder.path))
        }
    }

    @Test func dataAreRecordedByTheirHashes() throws {
        try withRun { run, _ in
            var run = run
            let place = run.folder.deletingLastPathComponent().appendingPathComponent("data")
            let file = place.appendingPathComponent("tiny/a.bin")
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data([7]).write(to: file)
            let hash = SHA256.hex(of: [7])
            var experiment = try #require(run.experiment as? Counting)
            experiment.dataSets = ["tiny"]
            run.experiment = experiment
            run.registry = Registry(
                dataFolder: place.path, environment: ["FRUGAL_CACHE": place.path],
                sets: [
                    DataSet(
                        "tiny", title: "", licence: "", origin: "", files: [.init("a.bin", bytes: 1, sha256: hash)])
                ])
            _ = try run.run()
            let record = try TrackJSON.read(RunRecord.self, at: run.folder.appendingPathComponent("run.json"))
            #expect(record.dataHashes == ["tiny/a.bin": hash])
        }
    }

    /// Where it is not there the run goes on without it; the experiment is told when it asks.
    @Test func optionalDataMayBeMissing() throws {
        try withRun { run, _ in
            var run = run
            let place = run.folder.deletingLastPathComponent()
            let tiny = DataSet(
                "tiny", title: "", licence: "", origin: "",
                files: [.init("a.bin", bytes: 1, sha256: SHA256.hex(of: [7]))])
            run.registry = Registry(
                dataFolder: place.path, environment: ["FRUGAL_CACHE": place.path], sets: [tiny])
            var experiment = try #require(run.experiment as? Counting)
            experiment.optionalDataSets = ["tiny"]
            run.experiment = experiment
            #expect(try run.run().verdict == .reached)
            let data = try ExperimentData([], optional: ["tiny"], in: run.registry)
            #expect((try #require(throws: DataError.self) { try data.folder(of: "tiny") }).code == .notFound)
            // A damaged one is no missing one.
            try FileManager.default.createDirectory(
                at: place.appendingPathComponent("tiny"), withIntermediateDirectories: true)
            try Data([8]).write(to: place.appendingPathComponent("tiny/a.bin"))
            #expect(throws: DataError.self) { try ExperimentData([], optional: ["tiny"], in: run.registry) }
        }
    }

    @Test func whatFallsShortSaysSo() throws {
        try withRun(published: 2.5) { run, _ in
            let result = try run.run()
            #expect(result.verdict == .notReached)
            #expect(result.text.contains("verdict: not reached (0 of 1 figures)"))
        }
    }

    @Test func namesAreUniqueAndUnknownOnesRefused() {
        let names = Experiments.all.map(\.id)
        #expect(Set(names).count == names.count)
        #expect(throws: FrugalError.self) { try Experiments.named("no-such-experiment") }
    }
}
