import CFrugalCodecs

/// PNG, decoded to 8-bit gray or RGB whatever its depth, palette, transparency (laid over white) or interlacing.
public enum PNG {
    /// The picture in `bytes`, which must be a PNG.
    ///
    /// - Parameters:
    ///   - channels: 1 or 3 to convert to gray (ITU-R 601 luma) or RGB; `nil` for gray pictures as 1, all others as 3.
    ///   - file: the path to name in errors.
    /// - Throws: `DataError` when the contents are no PNG, broken, truncated or beyond `Image.maximumPixels`.
    public static func decode(_ bytes: [UInt8], channels: Int? = nil, file: String? = nil) throws -> Image {
        try decodePicture(bytes, only: FRUGAL_PICTURE_PNG, channels: channels, file: file)
    }

    /// The picture as a PNG file. Gray pictures are stored as gray.
    ///
    /// - Parameter level: zlib's effort, 0 (none) to 9.
    /// - Throws: `DataError` for a level out of range or when memory runs out.
    public static func encode(_ image: Image, level: Int = 6) throws -> [UInt8] {
        try encodePicture(image) { pixels, out, count, error in
            frugal_png_encode(
                pixels, UInt32(image.height), UInt32(image.width), UInt32(image.channels), Int32(clamping: level), out,
                count, error)
        }
    }
}

/// JPEG, decoded to 8-bit gray or RGB; CMYK and YCCK are converted without a colour profile.
///
/// The picture is turned upright as its Exif block says, as viewers show it. Where a decoder would usually fill missing data with gray, this one throws.
public enum JPEG {
    /// The picture in `bytes`, which must be a JPEG. Parameters and errors as for `PNG.decode`.
    public static func decode(_ bytes: [UInt8], channels: Int? = nil, file: String? = nil) throws -> Image {
        try decodePicture(bytes, only: FRUGAL_PICTURE_JPEG, channels: channels, file: file)
    }

    /// The picture as a JPEG file.
    ///
    /// - Parameter quality: 1 to 100, on libjpeg's scale.
    /// - Throws: `DataError` for a picture of more than 65,500 pixels a side or when memory runs out.
    public static func encode(_ image: Image, quality: Int = 90) throws -> [UInt8] {
        try encodePicture(image) { pixels, out, count, error in
            frugal_jpeg_encode(
                pixels, UInt32(image.height), UInt32(image.width), UInt32(image.channels), Int32(clamping: quality),
                out,
                count, error)
        }
    }
}

extension Image {
    /// The picture in `bytes`, PNG or JPEG as its first bytes tell. Parameters and errors as for `PNG.decode`.
    public static func decode(_ bytes: [UInt8], channels: Int? = nil, file: String? = nil) throws -> Image {
        try decodePicture(bytes, only: nil, channels: channels, file: file)
    }

    /// The picture in a PNG or JPEG file.
    ///
    /// - Throws: `DataError` when the file cannot be read or decoded.
    public static func read(_ path: String, channels: Int? = nil) throws -> Image {
        try decode(try DataFile.read(path), channels: channels, file: path)
    }
}

private func decodePicture(
    _ bytes: [UInt8], only kind: frugal_picture_kind?, channels: Int?, file: String?
) throws -> Image {
    try namingFile(file) {
        try bytes.withUnsafeBufferPointer { source in
            if let kind, !bytes.isEmpty, frugal_picture_kind_of(source.baseAddress, source.count) != kind {
                let name = kind == FRUGAL_PICTURE_PNG ? "PNG" : "JPEG"
                throw DataError(.malformed, place: "byte 0", "the contents do not begin like a \(name) file")
            }
            var info = frugal_picture_info()
            try callCodec { frugal_picture_inspect(source.baseAddress, source.count, &info, $0) }
            let (height, width) = (Int(info.height), Int(info.width))
            let wanted = channels ?? Int(info.channels)
            let count = try Image.sampleCount(height: height, width: width, channels: wanted)
            let pixels = try [UInt8](unsafeUninitializedCapacity: count) { out, initialised in
                try callCodec {
                    frugal_picture_decode(
                        source.baseAddress, source.count, info.height, info.width, UInt32(wanted), out.baseAddress, $0)
                }
                initialised = count
            }
            return try Image(height: height, width: width, channels: wanted, pixels: pixels)
        }
    }
}

private func encodePicture(
    _ image: Image,
    _ encode: (
        UnsafePointer<UInt8>?, UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>, UnsafeMutablePointer<Int>,
        UnsafeMutablePointer<frugal_codec_error>
    ) -> frugal_codec_status
) throws -> [UInt8] {
    var out: UnsafeMutablePointer<UInt8>?
    var count = 0
    try image.pixels.withUnsafeBufferPointer { pixels in
        try callCodec { encode(pixels.baseAddress, &out, &count, $0) }
    }
    return adoptBytes(out, count)
}
