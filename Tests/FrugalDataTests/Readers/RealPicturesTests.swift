import Foundation
import Testing

@testable import FrugalData

private func realFolder(_ name: String) -> String? {
    realData.map { "\($0)/\(name)" }.flatMap { DataFile.kind(of: $0) == .missing ? nil : $0 }
}

private let cifarFolder = ProcessInfo.processInfo.environment["FRUGAL_CIFAR"].flatMap { $0.isEmpty ? nil : $0 }

@Suite("Real pictures")
struct RealPicturesTests {
    @Test(
        "MNIST has its published counts, mean and deviation",
        .enabled(if: realFolder("mnist") != nil, "FRUGAL_DATA has no mnist"))
    func mnist() throws {
        let source = try DataSource.open(try #require(realFolder("mnist")))
        guard case .idx(let folder) = source else {
            Issue.record("not recognised as IDX")
            return
        }
        #expect(source.parts == [.train, .test])
        let train = try folder.load(.train)
        #expect((train.count, train.height, train.width, train.channels) == (60000, 28, 28, 1))
        #expect(train.classes == (0...9).map { "\($0)" })
        var counts = [Int](repeating: 0, count: 10)
        for label in train.labels { counts[label] += 1 }
        #expect(counts == [5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949])
        #expect(Array(train.labels[..<5]) == [5, 0, 4, 1, 9])
        let moments = moments(of: train.pixels)
        #expect(abs(moments.mean - 0.1307) < 0.00005)
        #expect(abs(moments.deviation - 0.3081) < 0.00005)
        #expect(try folder.load(.test).count == 10000)
    }

    @Test(
        "Omniglot has its published counts and its drawings are of one bit",
        .enabled(if: realFolder("omniglot") != nil, "FRUGAL_DATA has no omniglot"),
        arguments: [("background", 30, 964, 19280), ("evaluation", 20, 659, 13180)])
    func omniglot(part: String, alphabets: Int, characters: Int, drawings: Int) throws {
        let folder = try #require(realFolder("omniglot"))
        guard case .omniglot(let archive) = try DataSource.open("\(folder)/images_\(part).zip") else {
            Issue.record("not recognised as Omniglot")
            return
        }
        #expect(archive.alphabets.count == alphabets)
        #expect(archive.characters.count == characters)
        #expect(archive.drawingCount == drawings)
        #expect(archive.characters.allSatisfy { $0.drawingCount == 20 })
        let images = try archive.load(size: PictureSize(height: 28, width: 28), filter: .nearest)
        #expect(images.count == drawings)
        #expect(images.classes.count == characters)
        #expect(images.pixels.withUnsafeBufferPointer { $0.allSatisfy { $0 == 0 || $0 == 255 } })
        let ink = 1 - moments(of: images.pixels).mean
        #expect((0.02...0.12).contains(ink))
        #expect(images.names[0].contains(images.classes[0]))
    }

    @Test(
        "The one-shot runs of Omniglot are read as raw entries",
        .enabled(if: realFolder("omniglot") != nil, "FRUGAL_DATA has no omniglot"))
    func runs() throws {
        let archive = try ZipArchive("\(try #require(realFolder("omniglot")))/all_runs.zip")
        let labels = archive.entries.filter { $0.name.hasSuffix("class_labels.txt") }
        #expect(labels.count == 20)
        #expect(archive.entries.filter { $0.name.hasSuffix(".png") }.count == 800)
        let text = String(decoding: try archive.contents(of: labels[0]), as: UTF8.self)
        #expect(text.split(whereSeparator: \.isNewline).count == 20)
    }

    @Test(
        "The clothing photographs are decoded, every one",
        .enabled(if: realFolder("photos/clothing.zip") != nil, "FRUGAL_DATA has no photos"))
    func photos() throws {
        let archive = try ZipArchive(try #require(realFolder("photos/clothing.zip")))
        let photos = archive.entries.filter { $0.name.hasSuffix(".jpg") }
        #expect(photos.count == 1181)
        let batch = try PictureBatch.load(
            count: photos.count, size: PictureSize(height: 32, width: 32), channels: 3, sizing: PictureSizing(),
            threads: nil
        ) { loader, index, slot in
            let file = try archive.contents(of: photos[index])
            try file.withUnsafeBufferPointer { try loader.decode($0, into: slot) }
            return nil
        }
        #expect(batch.failures.isEmpty)
        #expect((0.2...0.9).contains(moments(of: batch.pixels).mean))
    }

    @Test(
        "CIFAR-10 has its published counts and mean",
        .enabled(
            if: cifarFolder.map { DataFile.kind(of: "\($0)/cifar-10") == .folder } ?? false, "FRUGAL_CIFAR is not set"))
    func cifar10() throws {
        let folder = try CIFARFolder("\(try #require(cifarFolder))/cifar-10")
        let train = try folder.load(.train)
        #expect(train.count == 50000)
        #expect(try folder.load(.test).count == 10000)
        let means = (0..<3).map { channel in
            stride(from: channel, to: 3072 * 5000, by: 3).reduce(0) { $0 + Int(train.pixels[$1]) }
        }
        for (mean, published) in zip(means, [0.4914, 0.4822, 0.4465]) {
            // The first five thousand pictures stand for all.
            #expect(abs(Double(mean) / 255 / (1024 * 5000) - published) < 0.01)
        }
    }

    /// Mean and deviation of the samples as fractions of 255, by way of a histogram, which is quick in debug builds too.
    private func moments(of pixels: [UInt8]) -> (mean: Double, deviation: Double) {
        var histogram = [Int](repeating: 0, count: 256)
        pixels.withUnsafeBufferPointer { samples in
            histogram.withUnsafeMutableBufferPointer { counts in
                for sample in samples { counts[Int(sample)] += 1 }
            }
        }
        let total = Double(pixels.count)
        let mean = histogram.enumerated().reduce(0) { $0 + Double($1.offset * $1.element) } / total / 255
        let square =
            histogram.enumerated().reduce(0) { $0 + Double($1.offset * $1.offset * $1.element) } / total / 65025
        return (mean, (square - mean * mean).squareRoot())
    }
}
