import FrugalData

/// A picture while it is worked on: one plane a channel, samples from 0 (dark) to 1.
struct Planes: Equatable, Sendable {
    let height: Int
    let width: Int
    let channels: Int
    /// The sample of `channel` at (`row`, `column`) is `samples[(channel * height + row) * width + column]`.
    var samples: [Float]

    /// Samples a plane.
    var area: Int { height * width }

    /// Planes of one value.
    init(height: Int, width: Int, channels: Int, filledWith value: Float = 0) {
        self.height = height
        self.width = width
        self.channels = channels
        samples = [Float](repeating: value, count: height * width * channels)
    }

    /// The planes of a stored picture.
    init(_ image: Image) {
        self.init(height: image.height, width: image.width, channels: image.channels)
        let (area, channels) = (area, channels)
        image.pixels.withUnsafeBufferPointer { pixels in
            samples.withUnsafeMutableBufferPointer { samples in
                for channel in 0..<channels {
                    for place in 0..<area {
                        samples[channel * area + place] = Float(pixels[place * channels + channel]) / 255
                    }
                }
            }
        }
    }

    /// The picture as it is stored: rounded and clipped to 8 bits, interleaved.
    ///
    /// - Throws: nothing in practice; `Image` checks sizes that were checked when the planes were made.
    func image() throws -> Image {
        let (area, channels) = (area, channels)
        let pixels = [UInt8](unsafeUninitializedCapacity: area * channels) { pixels, initialised in
            samples.withUnsafeBufferPointer { samples in
                for channel in 0..<channels {
                    for place in 0..<area {
                        let level = samples[channel * area + place] * 255 + 0.5
                        pixels[place * channels + channel] = UInt8(min(max(level, 0), 255))
                    }
                }
            }
            initialised = area * channels
        }
        return try Image(height: height, width: width, channels: channels, pixels: pixels)
    }

    /// Every sample replaced by a function of itself.
    @inline(__always)
    mutating func update(_ change: (Float) -> Float) {
        samples.withUnsafeMutableBufferPointer { samples in
            for place in samples.indices { samples[place] = change(samples[place]) }
        }
    }

    /// Every pixel of a colour picture replaced by a function of itself.
    @inline(__always)
    mutating func updateColours(_ change: (Colour) -> Colour) {
        let area = area
        samples.withUnsafeMutableBufferPointer { samples in
            for place in 0..<area {
                let colour = change(
                    Colour(red: samples[place], green: samples[area + place], blue: samples[2 * area + place]))
                samples[place] = colour.red
                samples[area + place] = colour.green
                samples[2 * area + place] = colour.blue
            }
        }
    }

    /// One plane of lightness: the picture itself where it is gray, the luma of ITU-R BT.601 where it has colour.
    func luma() -> Planes {
        guard channels == 3 else { return self }
        var gray = Planes(height: height, width: width, channels: 1)
        for place in 0..<area {
            gray.samples[place] =
                Colour(red: samples[place], green: samples[area + place], blue: samples[2 * area + place]).luma
        }
        return gray
    }
}
