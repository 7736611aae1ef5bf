/// Reads numbers and pieces from bytes in order, throwing instead of running past the end.
struct ByteReader {
    /// What is read.
    let bytes: [UInt8]
    /// Where the next read begins.
    private(set) var position: Int

    init(_ bytes: [UInt8], at position: Int = 0) {
        self.bytes = bytes
        self.position = position
    }

    var remaining: Int { bytes.count - position }

    /// Skips `count` bytes and returns where they lie.
    mutating func take(_ count: Int, _ what: String) throws -> Range<Int> {
        guard count >= 0, count <= remaining else {
            throw DataError(
                .truncated, place: "byte \(position)",
                "\(what) needs \(count) bytes, but \(max(remaining, 0)) are left")
        }
        defer { position += count }
        return position..<(position + count)
    }

    mutating func bigEndian(_ width: Int, _ what: String) throws -> UInt64 {
        try take(width, what).reduce(0) { $0 << 8 | UInt64(bytes[$1]) }
    }

    mutating func littleEndian(_ width: Int, _ what: String) throws -> UInt64 {
        try take(width, what).reversed().reduce(0) { $0 << 8 | UInt64(bytes[$1]) }
    }

    /// A little-endian number that must serve as a size or position in memory.
    mutating func size(_ width: Int, _ what: String) throws -> Int {
        let start = position
        let value = try littleEndian(width, what)
        guard let size = Int(exactly: value) else {
            throw DataError(.malformed, place: "byte \(start)", "\(what) is \(value), beyond any memory")
        }
        return size
    }
}
