import CFrugalCodecs

/// Gzip and bare deflate, with a limit on what may come out.
public enum Gzip {
    /// The most bytes unpacked unless a caller says otherwise: 2 GiB. A few kilobytes can unpack to far more.
    public static let defaultLimit = 1 << 31

    /// Whether `bytes` begin like a gzip file.
    public static func matches(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [0x1f, 0x8b]) }

    /// Unpacks one or more gzip members.
    ///
    /// - Throws: `DataError`: `.truncated`, `.checksum`, `.malformed`, or `.tooLarge` beyond `limit` bytes.
    public static func inflate(_ bytes: [UInt8], limit: Int = defaultLimit, file: String? = nil) throws -> [UInt8] {
        try namingFile(file) {
            try bytes.withUnsafeBufferPointer { try unpack($0, FRUGAL_STREAM_GZIP, limit: limit) }
        }
    }

    /// Packs into one gzip member.
    ///
    /// - Parameter level: zlib's effort, 0 (none) to 9.
    /// - Throws: `DataError` for a level out of range or when memory runs out.
    public static func deflate(_ bytes: [UInt8], level: Int = 6) throws -> [UInt8] {
        try pack(bytes, FRUGAL_STREAM_GZIP, level: level)
    }

    /// The contents of a file, unpacked if it is gzip and as they are if not.
    ///
    /// - Throws: `DataError` when the file cannot be read or unpacked.
    public static func readFile(_ path: String, limit: Int = defaultLimit) throws -> [UInt8] {
        let bytes = try DataFile.read(path)
        return matches(bytes) ? try inflate(bytes, limit: limit, file: path) : bytes
    }

    static func unpack(
        _ bytes: UnsafeBufferPointer<UInt8>, _ format: frugal_stream_format, limit: Int
    ) throws -> [UInt8] {
        var out: UnsafeMutablePointer<UInt8>?
        var count = 0
        try callCodec { frugal_inflate(format, bytes.baseAddress, bytes.count, max(limit, 0), &out, &count, $0) }
        return adoptBytes(out, count)
    }

    static func pack(_ bytes: [UInt8], _ format: frugal_stream_format, level: Int) throws -> [UInt8] {
        var out: UnsafeMutablePointer<UInt8>?
        var count = 0
        try bytes.withUnsafeBufferPointer { source in
            try callCodec {
                frugal_deflate(format, source.baseAddress, source.count, Int32(clamping: level), &out, &count, $0)
            }
        }
        return adoptBytes(out, count)
    }
}
