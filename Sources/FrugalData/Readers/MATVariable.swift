/// A piece of a MATLAB file: a type, and where its data lie.
struct MATElement {
    /// The types that matter here, by their numbers in the file.
    enum Kind: UInt64 {
        case int8 = 1
        case uint8, int16, uint16, int32, uint32, float32
        case float64 = 9
        case int64 = 12
        case uint64, matrix, compressed

        /// The type of its elements, nil where they are no numbers.
        var elementType: NumericArray.ElementType? {
            switch self {
            case .int8: .int8
            case .uint8: .uint8
            case .int16: .int16
            case .uint16: .uint16
            case .int32: .int32
            case .uint32: .uint32
            case .float32: .float32
            case .float64: .float64
            case .int64: .int64
            case .uint64: .uint64
            case .matrix, .compressed: nil
            }
        }
    }

    /// Its type; nil for one that is not known.
    let type: Kind?
    /// Where its data lie.
    let data: Range<Int>
    /// Where it begins.
    let start: Int

    /// The next element. Up to four bytes of data stand in the tag itself, whose upper half then is their number.
    init(_ reader: inout ByteReader) throws {
        start = reader.position
        let word = try reader.littleEndian(4, "the tag of an element")
        if word >> 16 != 0 {
            guard word >> 16 <= 4 else {
                throw DataError(.malformed, place: "byte \(start)", "a small element of \(word >> 16) bytes")
            }
            type = Kind(rawValue: word & 0xffff)
            let place = try reader.take(4, "a small element")
            data = place.lowerBound..<place.lowerBound + Int(word >> 16)
            return
        }
        type = Kind(rawValue: word)
        let size = try reader.size(4, "the size of an element")
        data = try reader.take(size, "an element")
        // All but packed ones end at a multiple of eight bytes; the last one of a file may not.
        if type != .compressed { _ = try reader.take(min((8 - size % 8) % 8, reader.remaining), "padding") }
    }
}

/// A variable of a MATLAB file.
enum MATVariable {
    /// The array in an element, with its name; nil for a variable that is no plain array of numbers, or no variable.
    static func read(_ element: MATElement, in bytes: [UInt8]) throws -> (name: String, array: NumericArray)? {
        guard element.type == .matrix, !element.data.isEmpty else { return nil }
        // A reader that ends where the element does: nothing inside it reaches beyond.
        var reader = ByteReader(Array(bytes[element.data]))
        let inside = reader.bytes
        return try at(element.data.lowerBound) {
            let flags = try expected(MATElement(&reader), .uint32, "the kind of an array")
            guard flags.data.count == 8 else {
                throw DataError(.malformed, place: "byte \(flags.start)", "the kind of an array has 8 bytes")
            }
            let kind = inside[flags.data.lowerBound]
            let isComplex = inside[flags.data.lowerBound + 1] & 8 != 0
            // From 6 to 15: double, single, and whole numbers of 8 to 64 bits.
            guard (6...15).contains(kind), !isComplex else { return nil }
            let shape = try sizes(expected(MATElement(&reader), .int32, "the sizes of an array"), in: inside)
            let name = try expected(MATElement(&reader), .int8, "the name of an array")
            let values = try MATElement(&reader)
            guard let elementType = values.type?.elementType else {
                throw DataError(.malformed, place: "byte \(values.start)", "the elements of an array are no numbers")
            }
            let array = try NumericArray(
                shape: shape.reversed(), elementType: elementType, bytes: Array(inside[values.data]))
            return (String(decoding: inside[name.data], as: UTF8.self), array)
        }
    }

    private static func expected(_ element: MATElement, _ type: MATElement.Kind, _ what: String) throws -> MATElement {
        guard element.type == type else {
            throw DataError(.malformed, place: "byte \(element.start)", "\(what) has another type than it should")
        }
        return element
    }

    private static func sizes(_ element: MATElement, in bytes: [UInt8]) throws -> [Int] {
        guard element.data.count % 4 == 0, element.data.count >= 8 else {
            throw DataError(.malformed, place: "byte \(element.start)", "an array has two sizes or more")
        }
        var reader = ByteReader(bytes, at: element.data.lowerBound)
        return try (0..<element.data.count / 4).map { _ in
            Int(Int32(truncatingIfNeeded: try reader.littleEndian(4, "a size")))
        }
    }

    /// Says in errors where the variable begins: places inside count from there.
    private static func at<Result>(_ start: Int, _ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch var error as DataError {
            error.place = "variable at byte \(start)" + (error.place.map { ", \($0) of it" } ?? "")
            throw error
        }
    }
}
