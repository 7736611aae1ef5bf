import CFrugalCodecs

/// How a picture is brought to another size. The choice changes accuracy, so that it is always named.
public enum ResizeFilter: String, CaseIterable, Codable, Sendable {
    /// The sample nearest to the centre, as Pillow's `NEAREST`.
    case nearest
    /// The mean of the area covered, as Pillow's `BOX`.
    case box
    /// Two by two neighbours whatever the reduction, as PyTorch's `interpolate(align_corners=False)`.
    case bilinear
    /// A triangle as wide as the reduction, as Pillow's `BILINEAR` and torchvision's default.
    case antialiased

    var code: frugal_resize_filter {
        switch self {
        case .nearest: FRUGAL_RESIZE_NEAREST
        case .box: FRUGAL_RESIZE_BOX
        case .bilinear: FRUGAL_RESIZE_BILINEAR
        case .antialiased: FRUGAL_RESIZE_ANTIALIASED
        }
    }
}

extension Image {
    /// The picture stretched to `height` by `width`.
    ///
    /// - Throws: `DataError` when the size is not positive or beyond `Image.maximumPixels`.
    public func resized(height newHeight: Int, width newWidth: Int, filter: ResizeFilter) throws -> Image {
        let count = try Image.sampleCount(height: newHeight, width: newWidth, channels: channels)
        let result = try [UInt8](unsafeUninitializedCapacity: count) { out, initialised in
            try pixels.withUnsafeBufferPointer { source in
                try resizeSamples(
                    source.baseAddress, height: height, width: width, channels: channels, into: out.baseAddress,
                    height: newHeight, width: newWidth, filter: filter)
            }
            initialised = count
        }
        return try Image(height: newHeight, width: newWidth, channels: channels, pixels: result)
    }
}

/// Resizes interleaved samples from one place in memory to another.
func resizeSamples(
    _ source: UnsafePointer<UInt8>?, height: Int, width: Int, channels: Int, into out: UnsafeMutablePointer<UInt8>?,
    height newHeight: Int, width newWidth: Int, filter: ResizeFilter
) throws {
    let status = frugal_resize(
        filter.code, source, UInt32(height), UInt32(width), UInt32(channels), out, UInt32(newHeight), UInt32(newWidth))
    guard status == FRUGAL_CODEC_OK else {
        throw DataError(
            DataError.Code(status), "a picture of \(height)x\(width) cannot be resized to \(newHeight)x\(newWidth)")
    }
}
