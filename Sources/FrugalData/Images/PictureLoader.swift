import CFrugalCodecs

/// Brings encoded pictures to one size, straight into a slot of a larger array.
///
/// One loader serves one thread: its buffers are kept from picture to picture, so that a folder of small files is read
/// without an allocation for each.
final class PictureLoader {
    private let size: PictureSize
    private let channels: Int
    private let sizing: PictureSizing
    private var contents = frugal_buffer()
    private var decoded: [UInt8] = []

    init(size: PictureSize, channels: Int, sizing: PictureSizing) {
        self.size = size
        self.channels = channels
        self.sizing = sizing
    }

    deinit { frugal_free(contents.bytes) }

    /// Reads, decodes and resizes a file into `slot`.
    ///
    /// - Returns: the fingerprint of the file, by which equal files are found.
    func load(_ path: String, into slot: UnsafeMutablePointer<UInt8>) throws -> FileFingerprint {
        try namingFile(path) {
            try callCodec { frugal_file_read(path, DataFile.defaultLimit, &contents, $0) }
            let bytes = UnsafeBufferPointer(start: UnsafePointer(contents.bytes), count: contents.count)
            try decode(bytes, into: slot)
            return FileFingerprint(bytes)
        }
    }

    /// Decodes and resizes a picture in memory into `slot`.
    func decode(_ bytes: UnsafeBufferPointer<UInt8>, into slot: UnsafeMutablePointer<UInt8>) throws {
        var info = frugal_picture_info()
        try callCodec { frugal_picture_inspect(bytes.baseAddress, bytes.count, &info, $0) }
        let (height, width) = (Int(info.height), Int(info.width))
        if sizing.crop == .none, height == size.height, width == size.width {
            try decode(bytes, info, into: slot)
            return
        }
        let needed = try Image.sampleCount(height: height, width: width, channels: channels)
        if decoded.count < needed { decoded = [UInt8](repeating: 0, count: needed) }
        try decoded.withUnsafeMutableBufferPointer { stage in
            try decode(bytes, info, into: stage.baseAddress)
            guard sizing.crop == .none else {
                let picture = UnsafeBufferPointer(start: UnsafePointer(stage.baseAddress), count: needed)
                let whole = try Image(height: height, width: width, channels: channels, pixels: Array(picture))
                let sized = try sizing.sized(whole, height: size.height, width: size.width)
                for (place, value) in sized.pixels.enumerated() { slot[place] = value }
                return
            }
            try resizeSamples(
                stage.baseAddress, height: height, width: width, channels: channels, into: slot, height: size.height,
                width: size.width, filter: sizing.filter)
        }
    }

    private func decode(
        _ bytes: UnsafeBufferPointer<UInt8>, _ info: frugal_picture_info, into out: UnsafeMutablePointer<UInt8>?
    ) throws {
        try callCodec {
            frugal_picture_decode(
                bytes.baseAddress, bytes.count, info.height, info.width, UInt32(channels), out, $0)
        }
    }
}
