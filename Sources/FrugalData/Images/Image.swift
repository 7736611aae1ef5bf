/// A picture in memory: 8-bit samples, interleaved, rows from the top.
///
/// Sample `channel` of the pixel at (`row`, `column`) is `pixels[(row * width + column) * channels + channel]`.
public struct Image: Sendable, Equatable {
    /// Rows of pixels, at least 1.
    public let height: Int
    /// Columns of pixels, at least 1.
    public let width: Int
    /// Samples a pixel: 1 (gray) or 3 (red, green, blue).
    public let channels: Int
    /// The samples, `height * width * channels` of them.
    public private(set) var pixels: [UInt8]

    /// Makes a picture from its samples.
    ///
    /// - Throws: `DataError` (`.invalidArgument`) when a size is not positive, the channels are neither 1 nor 3, or the
    ///   number of samples is not `height * width * channels`.
    public init(height: Int, width: Int, channels: Int, pixels: [UInt8]) throws {
        let expected = try Image.sampleCount(height: height, width: width, channels: channels)
        guard pixels.count == expected else {
            throw DataError(
                .invalidArgument,
                "a picture of \(height)x\(width)x\(channels) needs \(expected) samples, not \(pixels.count)")
        }
        self.height = height
        self.width = width
        self.channels = channels
        self.pixels = pixels
    }

    /// The most pixels a picture may have; a header that claims more is refused before memory is taken.
    public static let maximumPixels = 1 << 26

    /// The number of samples of a picture, checked against the limits.
    static func sampleCount(height: Int, width: Int, channels: Int) throws -> Int {
        guard channels == 1 || channels == 3 else {
            throw DataError(.invalidArgument, "a picture has 1 or 3 channels, not \(channels)")
        }
        guard height > 0, width > 0 else {
            throw DataError(.invalidArgument, "a picture of \(height)x\(width) pixels is empty")
        }
        let (area, overflow) = height.multipliedReportingOverflow(by: width)
        guard !overflow, area <= maximumPixels else {
            throw DataError(
                .tooLarge, "a picture of \(height)x\(width) pixels is beyond the limit of \(maximumPixels) pixels")
        }
        return area * channels
    }
}
