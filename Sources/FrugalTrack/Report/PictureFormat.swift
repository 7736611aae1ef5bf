/// What can be told of an encoded picture from its first bytes.
enum PictureFormat {
    /// The media type of PNG or JPEG bytes; nil for anything else.
    static func mediaType(_ bytes: [UInt8]) -> String? {
        if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) { return "image/png" }
        if bytes.starts(with: [0xFF, 0xD8, 0xFF]) { return "image/jpeg" }
        return nil
    }

    /// Width, height and channels from the header of a PNG file; nil where it is none.
    static func pngSize(_ bytes: [UInt8]) -> (width: Int, height: Int, channels: Int)? {
        guard bytes.count >= 26, mediaType(bytes) == "image/png" else { return nil }
        func number(at offset: Int) -> Int { bytes[offset..<(offset + 4)].reduce(0) { $0 << 8 | Int($1) } }
        // The colour types of the PNG specification: grey, RGB, palette, grey and alpha, RGB and alpha.
        guard let channels = [0: 1, 2: 3, 3: 3, 4: 2, 6: 4][bytes[25]] else { return nil }
        return (number(at: 16), number(at: 20), channels)
    }
}
