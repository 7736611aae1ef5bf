/// Where one field of a CSV text lies, in 8 bytes, so that a table of 10^8 fields can still be indexed in memory.
struct FieldSpan {
    private let bits: UInt64

    /// The largest text that spans can point into.
    static let maximumTextBytes = 1 << 38
    /// The longest field that a span can describe.
    static let maximumFieldBytes = (1 << 24) - 1

    /// A span of `length` bytes from `start`; quotes around the field lie outside it.
    init(start: Int, length: Int, quoted: Bool, escaped: Bool) {
        bits = UInt64(start) << 26 | UInt64(length) << 2 | (quoted ? 2 : 0) | (escaped ? 1 : 0)
    }

    /// The offset of the first byte.
    var start: Int { Int(bits >> 26) }
    /// The number of bytes.
    var length: Int { Int((bits >> 2) & 0xFF_FFFF) }
    /// Whether the field stood in quotes.
    var quoted: Bool { bits & 2 != 0 }
    /// Whether it holds doubled quotes, each of which stands for one.
    var escaped: Bool { bits & 1 != 0 }

    /// The bytes of the field; spaces around an unquoted field do not count.
    func bytes(in text: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
        var first = start
        var end = start + length
        if !quoted {
            while first < end, text[first] == 0x20 || text[first] == 0x09 { first += 1 }
            while end > first, text[end - 1] == 0x20 || text[end - 1] == 0x09 { end -= 1 }
        }
        return UnsafeBufferPointer(rebasing: text[first..<end])
    }

    /// The text of the field.
    func string(in text: UnsafeBufferPointer<UInt8>) -> String {
        guard escaped else { return String(decoding: bytes(in: text), as: UTF8.self) }
        return String(decoding: unescaped(in: text), as: UTF8.self)
    }

    /// The bytes of the field with doubled quotes made single.
    func unescaped(in text: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(length)
        var afterQuote = false
        for byte in bytes(in: text) {
            afterQuote = byte == CSVByte.quote && !afterQuote
            if !afterQuote { result.append(byte) }
        }
        return result
    }

    /// Whether the field says that nothing is known: empty, `NA`, `N/A`, `NaN`, `null` or `?` in any case.
    ///
    /// In quotes only the empty field counts, so that a real value such as Namibia's code "NA" can be written.
    func isMissing(in text: UnsafeBufferPointer<UInt8>) -> Bool {
        let field = bytes(in: text)
        if field.isEmpty { return true }
        guard !quoted, field.count <= 4 else { return false }
        // Setting bit 5 makes ASCII letters small and leaves '?' and '/' as they are.
        let word = field.reduce(0 as UInt32) { $0 << 8 | UInt32($1 | 0x20) }
        switch word {
        case 0x3F: return true  // ?
        case 0x6E61: return true  // na
        case 0x6E2F61: return true  // n/a
        case 0x6E616E: return true  // nan
        case 0x6E75_6C6C: return true  // null
        default: return false
        }
    }
}

/// The bytes that a CSV text is built with.
enum CSVByte {
    static let quote: UInt8 = 0x22
    static let newline: UInt8 = 0x0A
    static let carriageReturn: UInt8 = 0x0D
}
