import Foundation
import FrugalTensor

/// A Gaussian blur of so many pixels.
struct GaussianBlur: PictureChange {
    let deviation: Float

    func apply(to picture: inout Planes, using stream: inout RandomStream) {
        picture.blur(deviation: deviation)
    }
}

/// The blur of a lens out of focus: the mean of a disc, its rim softened.
struct DefocusBlur: PictureChange {
    /// Radius of the disc, and deviation of the blur of its rim; in pixels.
    let radius: Float
    let softness: Float

    init(_ constants: (radius: Float, softness: Float)) {
        (radius, softness) = constants
    }

    func apply(to picture: inout Planes, using stream: inout RandomStream) {
        // CIFAR-10-C softens over 3x3 pixels, and over 5x5 where the disc is large.
        let rim = radius <= 8 ? 1 : 2
        let reach = Int(radius) + rim
        var disc = Planes(height: 2 * reach + 1, width: 2 * reach + 1, channels: 1)
        for down in -reach...reach {
            for right in -reach...reach where Float(down * down + right * right) <= radius * radius {
                disc.samples[(down + reach) * disc.width + right + reach] = 1
            }
        }
        disc.blur(deviation: softness, truncation: Float(rim) / softness, border: .black)
        let taps = disc.samples.indices.map { place in
            Filter.Tap(down: place / disc.width - reach, right: place % disc.width - reach, weight: disc.samples[place])
        }
        picture.filter(with: Filter(taps.filter { $0.weight > 0 }), border: .reflect)
    }
}

/// The mean of the picture and of enlargements about its middle.
struct ZoomBlur: PictureChange {
    /// The factors: from 1 up to, not including, `end`, in steps.
    let factors: [Double]

    init(_ constants: (end: Double, step: Double)) {
        // In floating point 1.06 - 1 is more than six steps of 0.01. CIFAR-10-C counts so, and takes the seventh.
        let count = Int(((constants.end - 1) / constants.step).rounded(.up))
        factors = (0..<count).map { 1 + Double($0) * constants.step }
    }

    func apply(to picture: inout Planes, using stream: inout RandomStream) {
        var sum = picture.samples
        for factor in factors { picture.addEnlarged(by: Float(factor), to: &sum) }
        let share = 1 / Float(factors.count + 1)
        picture.samples = sum
        picture.update { $0 * share }
    }
}
