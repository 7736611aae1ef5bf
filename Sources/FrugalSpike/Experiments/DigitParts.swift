import Foundation
import FrugalData
import FrugalTensor
import FrugalTrack

/// MNIST as the experiments of this module divide it: 55,000 pictures to train on, 5,000 to choose on, the 10,000 of
/// the test set.
struct DigitParts: Sendable {
    /// The pictures to train on.
    let training: SpikingExamples
    /// The pictures to choose on.
    let validation: SpikingExamples
    /// Where the test pictures lie; they are read when everything is chosen.
    private let folder: IDXFolder

    /// The pictures that are chosen on.
    static let validationCount = 5000

    /// Divides the training pictures by `seed`.
    /// - Throws: `DataError` for missing or damaged files.
    init(in folder: URL, seed: UInt64) throws {
        self.folder = try IDXFolder(folder.path)
        let images = try self.folder.load(.train)
        guard images.count > Self.validationCount else {
            throw FrugalError(.data, folder.path, "\(images.count) pictures are too few", remedy: "fetch MNIST anew")
        }
        var random = RandomStream(seed: seed).named("validation")
        let order = random.shuffled(Array(0..<images.count))
        validation = try SpikingExamples(images, at: Array(order.prefix(Self.validationCount)))
        training = try SpikingExamples(images, at: Array(order.dropFirst(Self.validationCount)))
    }

    /// The test pictures.
    /// - Throws: `DataError` for missing or damaged files.
    func test() throws -> SpikingExamples {
        let images = try folder.load(.test)
        return try SpikingExamples(images, at: Array(0..<images.count))
    }
}

extension SpikingExamples {
    /// Pictures as numbers from 0 to 1, channel by channel.
    /// - Throws: ``FrugalError`` where there are none.
    public init(_ images: LabelledImages, at indices: [Int]) throws {
        let (size, channels) = (images.pictureSize, images.channels)
        let places = size / channels
        var values: [Float] = []
        values.reserveCapacity(indices.count * size)
        for index in indices {
            for channel in 0..<channels {
                for place in 0..<places {
                    values.append(Float(images.pixels[index * size + place * channels + channel]) / 255)
                }
            }
        }
        try self.init(values: values, labels: indices.map { images.labels[$0] })
    }
}
