import Foundation
import FrugalData
import FrugalTrack
import Testing

@testable import FrugalSpike

/// The experiments whole, on a few striped pictures in the files of MNIST.
@Suite struct SurrogateExperimentTests {
    private func write(_ images: LabelledImages, _ part: String, to folder: URL) throws {
        func big(_ numbers: [Int]) -> [UInt8] {
            numbers.flatMap { number in [24, 16, 8, 0].map { UInt8(number >> $0 & 255) } }
        }
        let pixels = big([0x803, images.count, images.height, images.width]) + images.pixels
        let labels = big([0x801, images.count]) + images.labels.map { UInt8($0) }
        try Data(pixels).write(to: folder.appendingPathComponent("\(part)-images-idx3-ubyte"))
        try Data(labels).write(to: folder.appendingPathComponent("\(part)-labels-idx1-ubyte"))
    }

    /// Runs in a folder of its own, stopped twice before it may end.
    private func run(
        _ settings: some Encodable, _ experiment: (ExperimentContext) throws -> Reproduction
    ) throws -> Reproduction {
        let root = FileManager.default.temporaryDirectory.appendingPathComponent("spike-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: root) }
        let (data, work) = (root.appendingPathComponent("data"), root.appendingPathComponent("work"))
        try FileManager.default.createDirectory(at: data, withIntermediateDirectories: true)
        try write(stripes(150, seed: 1), "train", to: data)
        try write(stripes(50, seed: 2), "t10k", to: data)
        let record = try RunRecord(recipe: settings, seed: 1)
        func run(stoppingAfter steps: Int) throws -> Reproduction {
            let folder = try RunFolder(at: work, record: record)
            let count = Counter()
            defer { #expect(folder.record.testReads <= 1) }
            return try experiment(
                ExperimentContext(
                    scale: .quick, seeds: [1, 2], folder: folder, dataFolder: { _ in data },
                    shouldStop: { count.next() > steps }))
        }
        for steps in [5, 30] { #expect(throws: FrugalError.self) { _ = try run(stoppingAfter: steps) } }
        let result = try run(stoppingAfter: .max)
        // Everything is read back.
        #expect(try run(stoppingAfter: .max).rows == result.rows)
        return result
    }

    private func rows(_ result: Reproduction, _ ending: String) -> [ReproductionRow] {
        result.rows.filter { $0.name.hasSuffix(ending) }
    }

    @Test func `surrogate-mnist on a few pictures`() throws {
        var settings = SurrogateMnistExperiment.Settings()
        (settings.widths, settings.steps, settings.validation) = ([36, 20, 3], 6, 30)
        (settings.training.epochs, settings.training.batchSize, settings.training.learningRate) = (3, 20, 0.01)
        let result = try run(settings) { try SurrogateMnistExperiment().run($0, settings) }
        let tests = rows(result, "test after 3 epochs")
        #expect(tests.map(\.name).count == 3)
        for row in tests {
            #expect(row.values.count == 2)
            // Another number of epochs than the bar's.
            #expect(row.verdict == .notComparable)
        }
        #expect(rows(result, "test after 1 epoch").first?.published?.value == 93.87)
        #expect(rows(result, "a picture").allSatisfy { $0.values.allSatisfy { $0 > 0 } })
        #expect(rows(result, "the same without spikes, a picture").first?.values == [780, 780])
    }

    @Test func `esser-ternary on a few pictures`() throws {
        var settings = EsserExperiment().settings(.quick)
        (settings.network.filters, settings.network.steps) = ([8, 16], 4)
        (settings.pictures, settings.validation) = (120, 30)
        (settings.training.epochs, settings.training.batchSize) = (2, 20)
        let result = try run(settings) { try EsserExperiment().run($0, settings) }
        #expect(rows(result, ", test").count == 5)
        #expect(result.verdict == .notComparable)
        let energy = rows(result, "energy by model, weights included")
        #expect(energy.count == 3)
        #expect(energy.allSatisfy { $0.note.contains("not measured") && $0.values.allSatisfy { $0 > 0 } })
    }

    @Test func `published figures from memory are called unconfirmed`() {
        let rows = EsserRows(trainings: [], tests: [], isCifar: true).all
        let ternary = rows.first { $0.name == "ternary weights, binary activations, test" }
        #expect(ternary?.published?.isConfirmed == false)
        #expect(ternary?.verdict == .notComparable)
    }
}
