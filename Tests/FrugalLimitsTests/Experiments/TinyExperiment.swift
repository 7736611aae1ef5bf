import Foundation
import FrugalData
import FrugalTensor
import FrugalTrack
import Testing

@testable import FrugalLimits

/// Experiments whole, on a few bars in the files of MNIST.
enum TinyExperiment {
    /// Bright bars, lying or upright, on noise.
    static func bars(_ count: Int, seed: UInt64) throws -> LabelledImages {
        var random = RandomStream(seed: seed)
        let pixels = (0..<count).flatMap { number -> [UInt8] in
            let line = 2 + random.below(8)
            return (0..<144).map { place in
                let isBar = number % 2 == 0 ? place / 12 == line : place % 12 == line
                return UInt8((isBar ? 180 : 0) + random.below(50))
            }
        }
        return try LabelledImages(
            pixels: pixels, height: 12, width: 12, channels: 1, labels: (0..<count).map { $0 % 2 },
            classes: ["0", "1"], names: (0..<count).map(String.init))
    }

    /// Runs with two seeds in a folder of its own, twice: the second time everything is read back.
    static func run(
        _ settings: some Encodable, _ experiment: (ExperimentContext) throws -> Reproduction
    ) throws -> Reproduction {
        let root = FileManager.default.temporaryDirectory.appendingPathComponent("limits-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: root) }
        let data = root.appendingPathComponent("data")
        try FileManager.default.createDirectory(at: data, withIntermediateDirectories: true)
        try write(bars(96, seed: 1), "train", to: data)
        try write(bars(24, seed: 2), "t10k", to: data)
        let record = try RunRecord(recipe: settings, seed: 1)
        func run(stops: Bool) throws -> Reproduction {
            let folder = try RunFolder(at: root.appendingPathComponent("work"), record: record)
            return try experiment(
                ExperimentContext(
                    scale: .quick, seeds: [1, 2], folder: folder, dataFolder: { _ in data }, shouldStop: { stops }))
        }
        let result = try run(stops: false)
        #expect(try run(stops: true).rows == result.rows)
        return result
    }

    private static func write(_ images: LabelledImages, _ part: String, to folder: URL) throws {
        func big(_ numbers: [Int]) -> [UInt8] {
            numbers.flatMap { number in [24, 16, 8, 0].map { UInt8(number >> $0 & 255) } }
        }
        let pixels = big([0x803, images.count, images.height, images.width]) + images.pixels
        let labels = big([0x801, images.count]) + images.labels.map { UInt8($0) }
        try Data(pixels).write(to: folder.appendingPathComponent("\(part)-images-idx3-ubyte"))
        try Data(labels).write(to: folder.appendingPathComponent("\(part)-labels-idx1-ubyte"))
    }
}
