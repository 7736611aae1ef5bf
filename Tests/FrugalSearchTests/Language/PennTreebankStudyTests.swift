import Foundation
import FrugalTensor
import FrugalTrack
import Synchronization
import Testing

@testable import FrugalSearch

@Suite struct PennTreebankStudyTests {
    private static func folder() throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("study-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for (part, count, seed) in [("train", 900, 1), ("valid", 300, 2), ("test", 300, 3)] {
            let words = LanguageTrainerTests.text(count, seed: UInt64(seed)).map { "w\($0)" }
            let lines = stride(from: 0, to: words.count, by: 12).map { words[$0..<($0 + 12)].joined(separator: " ") }
            try lines.joined(separator: "\n").write(
                to: folder.appendingPathComponent("ptb.\(part).txt"), atomically: true, encoding: .utf8)
        }
        return folder
    }

    private static var settings: PennTreebankExperiment.Settings {
        var settings = PennTreebankExperiment.quick
        settings.parameters = 2500
        settings.cell = LanguageTrainerTests.recipe
        settings.cell.epochs = 1
        settings.awdLSTM = settings.cell
        settings.plainLSTM = settings.cell
        settings.search.nodes = 3
        settings.search.shared = settings.cell
        settings.search.width = 8
        settings.search.roundsPerEpoch = 2
        (settings.search.updates, settings.search.samples) = (2, 3)
        (settings.search.candidates, settings.search.candidateWindows) = (6, 1)
        (settings.rankedCells, settings.testBatch) = (4, 2)
        return settings
    }

    private func run(_ data: URL, in folder: URL, stop: @escaping @Sendable () -> Bool = { false }) throws
        -> Reproduction
    {
        let run = try RunFolder(at: folder, record: RunRecord(recipe: JSONValue.null, seed: 1))
        let context = ExperimentContext(
            scale: .quick, seeds: [1, 2], folder: run, dataFolder: { _ in data }, shouldStop: stop)
        let corpus = try LanguageCorpus(readingFrom: data)
        return try PennTreebankStudy(Self.settings, corpus, context).reproduction(id: "table5-ptb", title: "")
    }

    /// What does not depend on the clock.
    private func figures(_ result: Reproduction) -> [ReproductionRow] { result.rows.filter { $0.unit != "seconds" } }

    @Test func aStoppedStudyGivesTheSameTable() throws {
        let data = try Self.folder()
        let folders = ["whole", "stopped"].map { data.appendingPathComponent($0) }
        defer { try? FileManager.default.removeItem(at: data) }
        let whole = try run(data, in: folders[0])
        for limit in [30, 200] {
            let asked = Mutex(0)
            #expect(throws: FrugalError.self) {
                try run(data, in: folders[1]) {
                    asked.withLock {
                        $0 += 1; return $0 > limit
                    }
                }
            }
        }
        let again = try run(data, in: folders[1])
        #expect(figures(again) == figures(whole))

        let rows = Dictionary(uniqueKeysWithValues: whole.rows.map { ($0.name, $0) })
        for row in PennTreebankRow.allCases {
            let test = try #require(rows["\(row.title), test"])
            #expect(test.values.count == 2)
            #expect(test.values.allSatisfy { $0 > 1 && $0 < 12 })
            #expect(test.verdict == .notComparable)
            #expect(rows["\(row.title), validation"]?.values.count == 2)
        }
        #expect(rows["shared weights against whole training"]?.values.count == 1)
        #expect(rows["policy entropy, first update"]?.values.count == 2)
        #expect(rows["ENAS search: controller"]?.values.allSatisfy { $0 > 0 } == true)
        #expect(rows["random search: controller"]?.values == [0, 0])
        // Every model is as large as its width lets it be, near the size that all have.
        #expect(abs((whole.ledger.parameters ?? 0) - 2500) < 250)
    }

    @Test func bothScalesHaveSettingsThatCanBe() throws {
        for scale in Reproduction.Scale.allCases {
            let settings = PennTreebankExperiment().settings(scale)
            for recipe in [settings.cell, settings.awdLSTM, settings.plainLSTM].compactMap({ $0 }) {
                try recipe.check()
            }
            try settings.search.check()
            #expect(settings.search.candidates >= 100)
            #expect(settings.rankedCells >= 10)
            #expect(settings.search.nodes == RecurrentPlan.published.nodes.count)
        }
        #expect(PennTreebankExperiment().settings(.full).parameters == 20_800_000)
        #expect(SearchExperiments.all.contains { $0.id == "table5-ptb" })
    }
}
