/// Checks on text files before they are parsed.
enum UTF8Text {
    /// The offset of the first byte that is no UTF-8 (RFC 3629) or is NUL, which text never holds; nil when all is well.
    static func firstFault(in text: UnsafeBufferPointer<UInt8>) -> Int? {
        var position = 0
        while position < text.count {
            let byte = text[position]
            if byte &- 1 < 0x7F {
                position += 1
                continue
            }
            guard let length = sequenceLength(in: text, at: position) else { return position }
            position += length
        }
        return nil
    }

    /// Bytes of the well-formed sequence of two to four bytes at `position`, nil if there is none.
    private static func sequenceLength(in text: UnsafeBufferPointer<UInt8>, at position: Int) -> Int? {
        let first = text[position]
        let length: Int
        var low: UInt8 = 0x80
        var high: UInt8 = 0xBF
        switch first {
        case 0xC2...0xDF: length = 2
        case 0xE0...0xEF:
            length = 3
            if first == 0xE0 { low = 0xA0 }  // shorter forms exist for what lies below
            if first == 0xED { high = 0x9F }  // surrogates
        case 0xF0...0xF4:
            length = 4
            if first == 0xF0 { low = 0x90 }
            if first == 0xF4 { high = 0x8F }  // beyond U+10FFFF
        default: return nil
        }
        guard position + length <= text.count else { return nil }
        guard text[position + 1] >= low, text[position + 1] <= high else { return nil }
        for offset in 2..<max(length, 2) where text[position + offset] & 0xC0 != 0x80 { return nil }
        return length
    }

    /// Refuses text that is not UTF-8 and says where; gives back the bytes to skip for a byte order mark.
    ///
    /// - Throws: `DataError` (`.unsupported` for UTF-16, `.malformed` for other bytes) with the line and byte.
    static func check(_ text: UnsafeBufferPointer<UInt8>) throws -> Int {
        if text.count >= 2, (text[0] == 0xFF && text[1] == 0xFE) || (text[0] == 0xFE && text[1] == 0xFF) {
            throw DataError(.unsupported, "this is UTF-16 text", remedy: "Save it as UTF-8")
        }
        if let fault = firstFault(in: text) {
            let line = text[..<fault].reduce(1) { $0 + ($1 == CSVByte.newline ? 1 : 0) }
            let byte = text[fault]
            let hex = String(byte, radix: 16, uppercase: true)
            throw DataError(
                .malformed, place: "line \(line), byte \(fault) of the file",
                byte == 0 ? "there is a zero byte, which no text holds" : "the byte 0x\(hex) is not UTF-8",
                remedy: byte == 0 ? "Give a text file" : "Save the file as UTF-8")
        }
        let mark = text.count >= 3 && text[0] == 0xEF && text[1] == 0xBB && text[2] == 0xBF
        return mark ? 3 : 0
    }
}
