import Foundation

/// The little JSON that the header of a safetensors file is made of, read strictly: a name may come once only, numbers
/// must be whole, and nothing may follow.
enum HeaderJSON {
    case object([(key: String, value: HeaderJSON)])
    case array([HeaderJSON])
    case string(String)
    case integer(Int)
    /// A number that is negative, has a fraction, or is beyond 63 bits: never valid, but its place can name it.
    case otherNumber(String)
    case literal(String)

    /// A mistake, and the byte at which it was found.
    struct Fault: Error {
        let place: Int
        let reason: String
    }

    static func parse(_ bytes: UnsafeRawBufferPointer) throws(Fault) -> HeaderJSON {
        var scanner = HeaderScanner(bytes)
        let value = try scanner.value(depth: 0)
        scanner.skipSpace()
        guard scanner.isAtEnd else { throw scanner.fault("something follows the end") }
        return value
    }

    /// The members of an object; nil for anything else.
    var members: [(key: String, value: HeaderJSON)]? {
        if case .object(let members) = self { members } else { nil }
    }

    /// The text of a string; nil for anything else.
    var text: String? {
        if case .string(let text) = self { text } else { nil }
    }

    /// The whole numbers of a list of them; nil for anything else.
    var integers: [Int]? {
        guard case .array(let values) = self else { return nil }
        let found = values.compactMap { if case .integer(let number) = $0 { number } else { Int?.none } }
        return found.count == values.count ? found : nil
    }
}

/// Walks over the bytes of the header. It never reads past them and never recurses deeper than a header can be.
private struct HeaderScanner {
    private let bytes: UnsafeRawBufferPointer
    private var place = 0

    init(_ bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
    }

    var isAtEnd: Bool { place == bytes.count }
    private var next: UInt8? { place < bytes.count ? bytes[place] : nil }

    func fault(_ reason: String) -> HeaderJSON.Fault { HeaderJSON.Fault(place: place, reason: reason) }

    mutating func skipSpace() {
        while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { place += 1 }
    }

    private mutating func take(_ character: Character) -> Bool {
        guard let byte = next, byte == character.asciiValue else { return false }
        place += 1
        return true
    }

    mutating func value(depth: Int) throws(HeaderJSON.Fault) -> HeaderJSON {
        guard depth < 8 else { throw fault("values are nested too deeply") }
        skipSpace()
        switch next {
        case UInt8(ascii: "{"): return .object(try object(depth: depth))
        case UInt8(ascii: "["): return .array(try array(depth: depth))
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "-"), .some(UInt8(ascii: "0")...UInt8(ascii: "9")): return number()
        case .none: throw fault("the header ends in the middle")
        default: return try literal()
        }
    }

    private mutating func object(depth: Int) throws(HeaderJSON.Fault) -> [(key: String, value: HeaderJSON)] {
        place += 1
        var members: [(key: String, value: HeaderJSON)] = []
        var seen: Set<String> = []
        skipSpace()
        if take("}") { return members }
        while true {
            skipSpace()
            guard next == UInt8(ascii: "\"") else { throw fault("a name in quotes is expected") }
            let key = try string()
            guard seen.insert(key).inserted else { throw fault("the name '\(key)' comes twice") }
            skipSpace()
            guard take(":") else { throw fault("a colon is expected") }
            members.append((key, try value(depth: depth + 1)))
            skipSpace()
            if take("}") { return members }
            guard take(",") else { throw fault("a comma or a closing brace is expected") }
        }
    }

    private mutating func array(depth: Int) throws(HeaderJSON.Fault) -> [HeaderJSON] {
        place += 1
        var values: [HeaderJSON] = []
        skipSpace()
        if take("]") { return values }
        while true {
            values.append(try value(depth: depth + 1))
            skipSpace()
            if take("]") { return values }
            guard take(",") else { throw fault("a comma or a closing bracket is expected") }
        }
    }

    private mutating func number() -> HeaderJSON {
        let start = place
        while let byte = next, isPartOfNumber(byte) { place += 1 }
        let text = String(decoding: bytes[start..<place], as: UTF8.self)
        // A leading zero is no JSON, and `Int` would read `-0`.
        let plain = text.allSatisfy { $0.isNumber } && (text == "0" || !text.hasPrefix("0"))
        if plain, let number = Int(text) { return .integer(number) }
        return .otherNumber(text)
    }

    private func isPartOfNumber(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."),
            UInt8(ascii: "e"), UInt8(ascii: "E"):
            true
        default: false
        }
    }

    private mutating func literal() throws(HeaderJSON.Fault) -> HeaderJSON {
        for word in ["true", "false", "null"] where bytes[place...].starts(with: word.utf8) {
            place += word.utf8.count
            return .literal(word)
        }
        throw fault("a value is expected")
    }

    private mutating func string() throws(HeaderJSON.Fault) -> String {
        place += 1
        var text: [UInt8] = []
        while let byte = next {
            switch byte {
            case UInt8(ascii: "\""):
                guard let string = String(bytes: text, encoding: .utf8) else { throw fault("text is not UTF-8") }
                place += 1
                return string
            case UInt8(ascii: "\\"):
                text += try escape()
            case 0..<0x20:
                throw fault("a control character stands in a text")
            default:
                text.append(byte)
                place += 1
            }
        }
        throw fault("a text does not end")
    }

    private mutating func escape() throws(HeaderJSON.Fault) -> [UInt8] {
        place += 1
        let plain: [UInt8: UInt8] = [
            0x22: 0x22, 0x5C: 0x5C, 0x2F: 0x2F, UInt8(ascii: "b"): 0x08, UInt8(ascii: "f"): 0x0C,
            UInt8(ascii: "n"): 0x0A, UInt8(ascii: "r"): 0x0D, UInt8(ascii: "t"): 0x09,
        ]
        guard let byte = next else { throw fault("a text does not end") }
        place += 1
        if let character = plain[byte] { return [character] }
        guard byte == UInt8(ascii: "u") else { throw fault("an unknown escape stands in a text") }
        var code = try hexadecimal()
        if (0xD800..<0xDC00).contains(code) {
            guard take("\\"), take("u") else { throw fault("half of a character stands in a text") }
            let low = try hexadecimal()
            guard (0xDC00..<0xE000).contains(low) else { throw fault("half of a character stands in a text") }
            code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
        }
        guard let scalar = Unicode.Scalar(code) else { throw fault("half of a character stands in a text") }
        return Array(String(scalar).utf8)
    }

    private mutating func hexadecimal() throws(HeaderJSON.Fault) -> UInt32 {
        guard bytes.count - place >= 4 else { throw fault("a text does not end") }
        let digits = bytes[place..<(place + 4)]
        guard digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
            let code = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
        else { throw fault("an escape is not hexadecimal") }
        place += 4
        return code
    }
}
