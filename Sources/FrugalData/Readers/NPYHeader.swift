/// The header of an npy file: a Python dictionary in text, such as
/// `{'descr': '<f8', 'fortran_order': False, 'shape': (3, 4), }`.
struct NPYHeader {
    let elementType: NumericArray.ElementType
    let bigEndian: Bool
    let fortranOrder: Bool
    let shape: [Int]

    /// numpy itself stops at 32 (64 since version 2); the reordering in C does too.
    private static let maximumDimensions = 32

    init(_ text: ArraySlice<UInt8>, startingAt offset: Int) throws {
        var scanner = LiteralScanner(text)
        var description: String?
        var order: Bool?
        var sizes: [Int]?
        do {
            try scanner.expect("{")
            while !scanner.skip("}") {
                let key = try scanner.string()
                try scanner.expect(":")
                switch key {
                case "descr": description = try scanner.string()
                case "fortran_order": order = try scanner.boolean()
                case "shape": sizes = try scanner.tuple(limit: NPYHeader.maximumDimensions)
                default: throw DataError(.malformed, "the header has the unknown key '\(key)'")
                }
                if !scanner.skip(",") {
                    try scanner.expect("}")
                    break
                }
            }
        } catch let error as DataError {
            var placed = error
            placed.place = "byte \(scanner.position)"
            throw placed
        }
        guard let description, let order, let sizes else {
            throw DataError(.malformed, place: "byte \(offset)", "the header lacks 'descr', 'fortran_order' or 'shape'")
        }
        (elementType, bigEndian) = try NPYHeader.type(description, offset)
        fortranOrder = order
        shape = sizes
    }

    private static func type(_ text: String, _ offset: Int) throws -> (NumericArray.ElementType, bigEndian: Bool) {
        let order = text.first
        guard let order, "<>|=".contains(order), let type = NumericArray.ElementType(rawValue: String(text.dropFirst()))
        else {
            throw DataError(
                .unsupported, place: "byte \(offset)", "elements of type '\(text)' are not read",
                remedy: "Convert them with numpy's astype to bool, an integer of 8 to 64 bits, float32 or float64")
        }
        return (type, order == ">")
    }
}

/// Reads the few kinds of Python literals that an npy header is made of.
private struct LiteralScanner {
    private let bytes: ArraySlice<UInt8>
    private(set) var position: Int

    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        position = bytes.startIndex
    }

    private var current: UInt8? { position < bytes.endIndex ? bytes[position] : nil }

    private mutating func skipSpace() {
        while let byte = current, byte == 32 || (9...13).contains(byte) { position += 1 }
    }

    /// Steps over `character` if it comes next.
    mutating func skip(_ character: Unicode.Scalar) -> Bool {
        skipSpace()
        guard current == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    mutating func expect(_ character: Unicode.Scalar) throws {
        guard skip(character) else { throw DataError(.malformed, "the header should have '\(character)' here") }
    }

    mutating func string() throws -> String {
        skipSpace()
        guard let quote = current, quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"") else {
            if current == UInt8(ascii: "[") {
                throw DataError(.unsupported, "the elements are records, which are not read")
            }
            throw DataError(.malformed, "the header should have a quoted text here")
        }
        let rest = bytes[(position + 1)...]
        guard let end = rest.firstIndex(of: quote) else {
            throw DataError(.malformed, "a quoted text in the header does not end")
        }
        position = end + 1
        return String(decoding: rest[..<end], as: UTF8.self)
    }

    mutating func boolean() throws -> Bool {
        skipSpace()
        for (word, value) in [("True", true), ("False", false)] where bytes[position...].starts(with: word.utf8) {
            position += word.utf8.count
            return value
        }
        throw DataError(.malformed, "the header should have True or False here")
    }

    mutating func tuple(limit: Int) throws -> [Int] {
        try expect("(")
        var sizes: [Int] = []
        while !skip(")") {
            guard sizes.count < limit else {
                throw DataError(.unsupported, "the array has more than \(limit) dimensions")
            }
            sizes.append(try size())
            if !skip(",") {
                try expect(")")
                break
            }
        }
        return sizes
    }

    private mutating func size() throws -> Int {
        skipSpace()
        let start = position
        while let byte = current, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { position += 1 }
        guard let value = Int(String(decoding: bytes[start..<position], as: UTF8.self)) else {
            throw DataError(.malformed, "the header should have a size here that fits in memory")
        }
        _ = skip("L")  // files written by Python 2 mark long numbers
        return value
    }
}
