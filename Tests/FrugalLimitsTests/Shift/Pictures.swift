import Foundation
import FrugalData
import FrugalTensor

@testable import FrugalLimits

/// Pictures to corrupt, and what is measured on them.
enum Pictures {
    /// One colour all over.
    static func flat(_ samples: [UInt8], height: Int = 32, width: Int = 32) throws -> Image {
        let pixels = (0..<height * width).flatMap { _ in samples }
        return try Image(height: height, width: width, channels: samples.count, pixels: pixels)
    }

    /// Something like a digit or a photograph: a few soft spots at random places, on black or on a colour.
    static func scene(channels: Int, side: Int, index: Int) throws -> Image {
        var stream = RandomStream(seed: 11, stream: UInt64(index))
        var light = [Double](repeating: channels == 1 ? 0 : 40, count: side * side * channels)
        for _ in 0..<4 {
            let row = stream.uniform(in: 0.25...0.75) * Double(side)
            let column = stream.uniform(in: 0.25...0.75) * Double(side)
            let radius = stream.uniform(in: 0.06...0.14) * Double(side)
            let colour = (0..<channels).map { _ in stream.uniform(in: 40...160) }
            for place in light.indices {
                let down = Double(place / channels / side) - row
                let right = Double(place / channels % side) - column
                light[place] += colour[place % channels] * exp(-(down * down + right * right) / (2 * radius * radius))
            }
        }
        return try Image(height: side, width: side, channels: channels, pixels: light.map { UInt8(min($0, 250)) })
    }

    /// The mean distance of two pictures, in levels of 255.
    static func distance(_ one: Image, _ other: Image) -> Double {
        let sum = zip(one.pixels, other.pixels).reduce(0) { $0 + abs(Int($1.0) - Int($1.1)) }
        return Double(sum) / Double(one.pixels.count)
    }

    /// Mean and standard deviation of the samples.
    static func moments(_ image: Image) -> (mean: Double, deviation: Double) {
        let count = Double(image.pixels.count)
        let mean = image.pixels.reduce(0) { $0 + Double($1) } / count
        let variance = image.pixels.reduce(0) { $0 + (Double($1) - mean) * (Double($1) - mean) } / count
        return (mean, variance.squareRoot())
    }
}

extension Image {
    /// The picture after one corruption.
    func spoilt(
        by kind: CorruptionKind, _ severity: Int = 1, _ table: SeverityTable = .mnistC, seed: UInt64 = 5, index: Int = 0
    ) throws -> Image {
        try Corruption(kind, severity: severity, table: table).applied(to: self, seed: seed, index: index)
    }

    /// The picture after a change with constants of the test's own.
    func changed(by change: any PictureChange, seed: UInt64 = 5) throws -> Image {
        var picture = Planes(self)
        var stream = RandomStream(seed: seed)
        change.apply(to: &picture, using: &stream)
        return try picture.image()
    }
}
