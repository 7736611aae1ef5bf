import FrugalData
import FrugalTensor
import FrugalTrack

extension Explanation {
    /// The map over the picture: what speaks for the class in red, what speaks against it in blue, over a gray picture.
    ///
    /// The scale ends at the 99.5th percentile of the sizes, so that a single pixel does not leave all others pale.
    /// - Parameter picture: of the height and width of the map.
    /// - Throws: `DataError` for a picture of another size.
    public func heatMap(over picture: Image) throws -> Image {
        guard picture.height == height, picture.width == width else {
            throw DataError(
                .invalidArgument,
                "a map of \(height)x\(width) does not fit a picture of \(picture.height)x\(picture.width)")
        }
        let sizes = map.map(abs).sorted()
        let limit = max(sizes[min(sizes.count - 1, sizes.count * 995 / 1000)], (sizes.last ?? 0) * 0.05)
        var pixels: [UInt8] = []
        pixels.reserveCapacity(height * width * 3)
        for (place, value) in map.enumerated() {
            let gray = Self.gray(picture, at: place)
            let share = limit > 0 ? min(1, abs(value) / limit) * 0.9 : 0
            let colour: (Float, Float, Float) = value >= 0 ? (235, 60, 20) : (30, 90, 235)
            for part in [colour.0, colour.1, colour.2] {
                pixels.append(UInt8((gray * (1 - share) + part * share).rounded()))
            }
        }
        return try Image(height: height, width: width, channels: 3, pixels: pixels)
    }

    /// The luma of a pixel, drawn together so that the colours of the map stand out from black and white alike.
    private static func gray(_ picture: Image, at place: Int) -> Float {
        let luma: Float
        if picture.channels == 3 {
            let first = place * 3
            luma =
                0.299 * Float(picture.pixels[first]) + 0.587 * Float(picture.pixels[first + 1])
                + 0.114 * Float(picture.pixels[first + 2])
        } else {
            luma = Float(picture.pixels[place])
        }
        return 70 + luma * 0.6
    }
}
