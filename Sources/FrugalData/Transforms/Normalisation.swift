/// Brings samples of 0...255 to mean 0 and deviation 1 in each channel: `(sample / 255 - mean) / deviation`.
public struct Normalisation: Codable, Equatable, Sendable {
    /// The mean of each channel, on the scale of 0 to 1.
    public let mean: [Float]
    /// The standard deviation of each channel, on the scale of 0 to 1; never 0.
    public let deviation: [Float]

    /// A normalisation with these numbers; samples only divided by 255 where it is `unit`.
    ///
    /// - Throws: `DataError` (`.invalidArgument`) unless there are 1 or 3 of each, finite, and the deviations above 0.
    public init(mean: [Float], deviation: [Float]) throws {
        guard mean.count == deviation.count, mean.count == 1 || mean.count == 3, mean.allSatisfy(\.isFinite),
            deviation.allSatisfy({ $0.isFinite && $0 > 0 })
        else {
            throw DataError(
                .invalidArgument, "means \(mean) and deviations \(deviation) are not one or three of each above 0")
        }
        self.mean = mean
        self.deviation = deviation
    }

    /// Fits mean and deviation on the training examples only. A channel that never changes keeps deviation 1.
    ///
    /// - Throws: `DataError` (`.invalidArgument`) when there are no examples or an index is out of range.
    public static func fit(_ images: LabelledImages, indices: [Int]) throws -> Normalisation {
        if let bad = indices.first(where: { $0 < 0 || $0 >= images.count }) {
            throw DataError(.invalidArgument, "there is no picture \(bad) among \(images.count)")
        }
        guard !indices.isEmpty else { throw DataError(.invalidArgument, "there are no pictures to take a mean of") }
        let channels = images.channels
        var sums = [Int](repeating: 0, count: channels)
        var squares = [Int](repeating: 0, count: channels)
        images.pixels.withUnsafeBufferPointer { pixels in
            for index in indices {
                let start = index * images.pictureSize
                for channel in 0..<channels {
                    // Whole numbers: exact, and the same whatever the order. 2^26 pixels of 255^2 stay far below 2^63.
                    var sum = 0
                    var square = 0
                    for place in stride(from: start + channel, to: start + images.pictureSize, by: channels) {
                        let sample = Int(pixels[place])
                        sum &+= sample
                        square &+= sample &* sample
                    }
                    sums[channel] &+= sum
                    squares[channel] &+= square
                }
            }
        }
        let count = Double(indices.count) * Double(images.height * images.width)
        let means = sums.map { Double($0) / count / 255 }
        let deviations = zip(squares, means).map { square, mean in
            max(0, Double(square) / count / (255 * 255) - mean * mean).squareRoot()
        }
        return try Normalisation(
            mean: means.map { Float($0) }, deviation: deviations.map { $0 > 1e-6 ? Float($0) : 1 })
    }

    /// What each of the 256 samples of each channel becomes: 256 numbers a channel.
    var table: [Float] {
        zip(mean, deviation).flatMap { mean, deviation in
            (0..<256).map { (Float($0) / 255 - mean) / deviation }
        }
    }

    /// The mean colour as samples.
    var meanColour: [UInt8] { mean.map { UInt8(max(0, min(255, ($0 * 255).rounded()))) } }
}
