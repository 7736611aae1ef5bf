import Foundation
import FrugalData
import FrugalTensor
import FrugalTrack
import Testing

@testable import FrugalSearch

@Suite struct CifarExperimentTests {
    /// The whole table on a few pictures of two colours, in a shape that takes seconds.
    private func settings() -> CifarSettings {
        var settings = CifarSettings(.quick)
        (settings.searchPictures, settings.heldOut, settings.searchValidation) = (24, 16, 12)
        (settings.finalPictures, settings.finalValidation) = (32, 8)
        (settings.searchNetwork.cells, settings.searchNetwork.filters, settings.searchNetwork.nodes) = (1, 4, 2)
        settings.finalNetwork = settings.searchNetwork
        (settings.enas.epochs, settings.enas.batchSize, settings.enas.stepsPerEpoch) = (2, 8, 1)
        (settings.enas.updates, settings.enas.samples, settings.enas.choices) = (1, 2, 3)
        settings.enas.choiceExamples = 8
        (settings.trial.length, settings.trial.batchSize) = (.steps(1), 8)
        (settings.final.length, settings.final.batchSize) = (.steps(2), 8)
        settings.methods = [.enas, .randomShared, .evolution, .random]
        return settings
    }

    /// Files as CIFAR-10 has them: a label and three planes of 32x32.
    private func write(to folder: URL) throws {
        var stream = RandomStream(seed: 3)
        for (name, count) in [("data_batch_1.bin", 40), ("test_batch.bin", 10)] {
            var bytes: [UInt8] = []
            for index in 0..<count {
                let label = index % 2
                bytes.append(UInt8(label))
                for plane in 0..<3 {
                    for _ in 0..<1024 { bytes.append(UInt8(stream.below(120) + (plane == label ? 120 : 0))) }
                }
            }
            try Data(bytes).write(to: folder.appendingPathComponent(name))
        }
    }

    @Test func `the whole table on a few pictures`() throws {
        let root = FileManager.default.temporaryDirectory.appendingPathComponent("cifar-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: root) }
        let (data, work) = (root.appendingPathComponent("data"), root.appendingPathComponent("work"))
        try FileManager.default.createDirectory(at: data, withIntermediateDirectories: true)
        try write(to: data)
        let experiment = CifarExperiment()
        let settings = settings()
        let record = try RunRecord(recipe: settings, seed: 1)
        func run(stoppingAfter steps: Int = .max) throws -> Reproduction {
            let folder = try RunFolder(at: work, record: record)
            let count = Counter()
            let context = ExperimentContext(
                scale: .quick, seeds: [1, 2], folder: folder, dataFolder: { _ in data },
                shouldStop: { count.next() > steps })
            defer { #expect(folder.record.testReads <= 1) }
            return try experiment.run(context, settings)
        }
        for steps in [3, 30] {
            #expect(throws: FrugalError.self) { _ = try run(stoppingAfter: steps) }
        }
        let result = try run()
        let errors = result.rows.filter { $0.name.hasSuffix("test error") }
        #expect(errors.map(\.name).count == 5)
        for row in errors {
            #expect(row.values.count == 2)
            // Ten pictures: whole tenths.
            #expect(row.values.allSatisfy { (0...100).contains($0) && abs($0 / 10 - ($0 / 10).rounded()) < 1e-9 })
            #expect(row.verdict == .notComparable)
        }
        let difference = try #require(result.rows.first { $0.name == "ENAS micro minus random search" })
        #expect(
            difference.note.hasPrefix("a tie") || difference.note.hasPrefix("better")
                || difference.note.hasPrefix("worse"))
        let entropies = result.rows.filter { $0.name.hasPrefix("policy entropy") }
        #expect(entropies.count == 2)
        #expect(entropies.allSatisfy { $0.values.allSatisfy { $0 > 0 } })
        #expect(result.rows.contains { $0.name.hasPrefix("Kendall") })
        // Everything is read back.
        let again = try run()
        #expect(again.rows == result.rows)
    }

    @Test func `the controller of NAS on a few pictures`() throws {
        let root = FileManager.default.temporaryDirectory.appendingPathComponent("nas-rl-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: root) }
        let (data, work) = (root.appendingPathComponent("data"), root.appendingPathComponent("work"))
        try FileManager.default.createDirectory(at: data, withIntermediateDirectories: true)
        try write(to: data)
        var settings = CifarSettings.strings(.quick)
        (settings.searchPictures, settings.heldOut, settings.searchValidation) = (24, 16, 12)
        (settings.finalPictures, settings.finalValidation) = (32, 8)
        settings.strings = .init(least: 2, most: 3, filters: [2, 4])
        (settings.trialCount, settings.reinforce.batch) = (8, 4)
        (settings.trial.length, settings.trial.batchSize) = (.steps(1), 8)
        (settings.final.length, settings.final.batchSize) = (.steps(2), 8)
        let context = ExperimentContext(
            scale: .quick, seeds: [1, 2], folder: try RunFolder(at: work, record: RunRecord(recipe: settings, seed: 1)),
            dataFolder: { _ in data }, shouldStop: { false })
        let result = try CifarExperiment(.strings).run(context, settings)
        #expect(result.id == "nas-rl")
        let errors = result.rows.filter { $0.name.hasSuffix("test error") }.map(\.name)
        #expect(
            errors == [
                "controller of NAS, test error", "regularised evolution, test error", "random search, test error",
                "ResNet-20, test error",
            ])
        let learned = result.rows.filter { $0.name.hasSuffix("minus the first's") }
        #expect(learned.count == 3)
        #expect(learned.allSatisfy { $0.values.count == 2 })
        #expect(result.rows.contains { $0.name == "policy entropy, at last" && $0.values.allSatisfy { $0 > 0 } })
        #expect(!result.rows.contains { $0.name.hasPrefix("Kendall") })
        #expect(CifarSettings.strings(.full).trials == 12_800)
    }

    @Test func `searches cost the same`() {
        for scale in Reproduction.Scale.allCases {
            let settings = CifarSettings(scale)
            let trials = Double(settings.trials) * settings.trialPictures
            #expect(trials >= settings.enasPictures)
            #expect(trials < settings.enasPictures + settings.trialPictures)
            #expect(settings.trials >= 10)
        }
        #expect(CifarSettings(.full).scaledDown.isEmpty)
    }

    @Test func `a tau by hand`() {
        let order = CifarOrder(shared: [0.1, 0.2, 0.3, 0.4], alone: [0.5, 0.6, 0.8, 0.7])
        #expect(abs(order.tau - 4.0 / 6) < 1e-12)
        // The better half is the third and the fourth, which the shared weights have the other way round.
        #expect(order.topTau == -1)
    }
}

/// Counts calls from several threads.
private final class Counter: @unchecked Sendable {
    private let lock = NSLock()
    private var count = 0

    func next() -> Int {
        lock.lock()
        defer { lock.unlock() }
        count += 1
        return count
    }
}
