import Foundation
import FrugalTensor
import Testing

@testable import FrugalData

@Suite("Pipelines")
struct PipelineTests {
    private let images: LabelledImages
    private let augmenting: Pipeline

    init() throws {
        images = try randomImages(count: 20, side: 8, channels: 3)
        augmenting = Pipeline(
            [.padCrop(padding: 2), .horizontalFlip, .cutout(size: 3), .randomQuarterTurns, .rotate(degrees: 10)],
            normalisation: try .fit(images, indices: Array(0..<20)))
    }

    @Test("Without transforms the tensor is the normalised picture, channels before rows in name and last in memory")
    func plain() throws {
        let normalisation = try Normalisation(mean: [0.1, 0.2, 0.3], deviation: [0.5, 0.25, 1])
        let tensor = try Pipeline(normalisation: normalisation).tensor(images, indices: [3, 0])
        #expect(tensor.shape == [2, 3, 8, 8])
        #expect(tensor.isChannelsLast)
        let values = tensor.floats()
        for (slot, index) in [3, 0].enumerated() {
            for channel in 0..<3 {
                for place in 0..<64 {
                    let sample = Float(images.pixels[(index * 64 + place) * 3 + channel])
                    let expected = (sample / 255 - normalisation.mean[channel]) / normalisation.deviation[channel]
                    #expect(values[(slot * 3 + channel) * 64 + place] == expected)
                }
            }
        }
    }

    @Test("Fitted on the data, the normalised data have mean 0 and deviation 1 in every channel")
    func fitted() throws {
        let normalisation = try Normalisation.fit(images, indices: Array(0..<20))
        let values = try Pipeline(normalisation: normalisation).tensor(images, indices: Array(0..<20)).floats()
        for channel in 0..<3 {
            let samples = (0..<20).flatMap { image in (0..<64).map { Double(values[(image * 3 + channel) * 64 + $0]) } }
            let mean = samples.reduce(0, +) / 1280
            let square = samples.reduce(0) { $0 + $1 * $1 } / 1280
            #expect(abs(mean) < 1e-5 && abs(square - 1) < 1e-4)
        }
        let flat = try LabelledImages(
            pixels: [7, 7], height: 1, width: 1, channels: 1, labels: [0, 0], classes: ["a"], names: ["x", "y"])
        #expect(try Normalisation.fit(flat, indices: [0, 1]).deviation == [1])
        #expect(throws: DataError.self) { try Normalisation.fit(flat, indices: []) }
        #expect(throws: DataError.self) { try Normalisation.fit(flat, indices: [2]) }
    }

    @Test("An example is transformed alike in whatever batch it comes, and anew in every epoch")
    func seeded() throws {
        let all = try augmenting.tensor(images, indices: Array(0..<20), seed: 5, epoch: 2).floats()
        let single = try augmenting.tensor(images, indices: [13], seed: 5, epoch: 2).floats()
        #expect(single == Array(all[(13 * 192)..<(14 * 192)]))
        #expect(try augmenting.tensor(images, indices: [13], seed: 5, epoch: 3).floats() != single)
        #expect(try augmenting.tensor(images, indices: [13], seed: 6, epoch: 2).floats() != single)
        let plain = augmenting.withoutAugmentation
        #expect(plain.transforms.isEmpty)
    }

    @Test("A pipeline survives JSON")
    func codable() throws {
        var pipeline = augmenting
        pipeline.transforms.insert(.resize(height: 9, width: 7, filter: .antialiased), at: 0)
        let decoded = try JSONDecoder().decode(Pipeline.self, from: JSONEncoder().encode(pipeline))
        #expect(decoded == pipeline)
    }

    @Test("Single pictures of different sizes become one tensor when they are resized first")
    func single() throws {
        let gray = try Normalisation(mean: [0], deviation: [1])
        let first = try Image(height: 2, width: 2, channels: 1, pixels: [0, 255, 255, 0])
        let second = try Image(height: 1, width: 3, channels: 1, pixels: [51, 51, 51])
        let resizing = Pipeline([.resize(height: 2, width: 2, filter: .box)], normalisation: gray)
        let tensor = try resizing.tensor([first, second])
        #expect(tensor.shape == [2, 1, 2, 2])
        #expect(tensor.floats() == [0, 1, 1, 0, 0.2, 0.2, 0.2, 0.2])
        #expect(throws: DataError.self) { try Pipeline(normalisation: gray).tensor([first, second]) }
        #expect(throws: DataError.self) { try resizing.tensor([]) }
        #expect(throws: DataError.self) { try augmenting.tensor(images, indices: [20]) }
    }
}

/// Random pictures in two classes.
func randomImages(count: Int, side: Int, channels: Int, classes: [String] = ["a", "b"]) throws -> LabelledImages {
    var random = RandomStream(seed: 77)
    return try LabelledImages(
        pixels: (0..<(count * side * side * channels)).map { _ in UInt8(random.below(256)) }, height: side,
        width: side,
        channels: channels, labels: (0..<count).map { $0 % classes.count }, classes: classes,
        names: (0..<count).map { "picture \($0)" })
}
