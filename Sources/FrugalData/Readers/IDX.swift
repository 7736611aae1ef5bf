import CFrugalCodecs

/// The IDX format of the MNIST files: a magic number, sizes and elements, all big-endian, plain or gzipped.
public enum IDX {
    /// The array in the file at `path`, unpacked if it is gzip.
    ///
    /// - Throws: `DataError` when the file cannot be read or its header does not fit its length.
    public static func read(_ path: String) throws -> NumericArray {
        try parse(try Gzip.readFile(path), file: path)
    }

    /// The array in `bytes`, the unpacked contents of an IDX file. Errors as for `read`, naming `file`.
    public static func parse(_ bytes: [UInt8], file: String? = nil) throws -> NumericArray {
        try namingFile(file) {
            var reader = ByteReader(bytes)
            let magic = try reader.take(4, "the magic number").map { bytes[$0] }
            guard magic[0] == 0, magic[1] == 0 else { throw refusal(of: magic) }
            guard let type = elementTypes[magic[2]] else {
                throw DataError(.unsupported, place: "byte 2", "element type \(magic[2]) is none of the IDX format")
            }
            guard (1...largestRank).contains(Int(magic[3])) else {
                throw DataError(
                    .malformed, place: "byte 3",
                    "the header states \(magic[3]) dimensions, and 1 to \(largestRank) are possible")
            }
            let shape = try (0..<Int(magic[3])).map { Int(try reader.bigEndian(4, "the size of dimension \($0)")) }
            let expected = try NumericArray.byteCount(shape: shape, elementType: type)
            guard reader.remaining == expected else {
                throw lengthError(shape: shape, type: type, expected: expected, found: reader.remaining)
            }
            var elements = Array(bytes[reader.position...])
            if type.size > 1 {
                elements.withUnsafeMutableBufferPointer {
                    frugal_swap_bytes($0.baseAddress, $0.count / type.size, type.size)
                }
            }
            return try NumericArray(shape: shape, elementType: type, bytes: elements)
        }
    }

    /// The most dimensions of an array; more mean that the bytes are no header.
    private static let largestRank = 8

    private static let elementTypes: [UInt8: NumericArray.ElementType] = [
        0x08: .uint8, 0x09: .int8, 0x0b: .int16, 0x0c: .int32, 0x0d: .float32, 0x0e: .float64,
    ]

    private static func refusal(of magic: [UInt8]) -> DataError {
        if magic[2] == 0, magic[3] == 0, elementTypes[magic[1]] != nil {
            return DataError(
                .malformed, place: "byte 0", "the magic number is stored little-endian",
                remedy: "IDX is big-endian; write the file again in that order")
        }
        return DataError(.malformed, place: "byte 0", "the contents do not begin like an IDX file")
    }

    private static func lengthError(
        shape: [Int], type: NumericArray.ElementType, expected: Int, found: Int
    ) -> DataError {
        let reason =
            "the header promises \(expected) bytes (shape \(shape), type \(type.rawValue)), but \(found) follow"
        // Sizes read in the wrong order are enormous; if the other order fits exactly, that is what happened.
        let swapped = shape.map { Int(UInt32(truncatingIfNeeded: $0).byteSwapped) }
        if (try? NumericArray.byteCount(shape: swapped, elementType: type)) == found {
            return DataError(
                .malformed, place: "byte 4", reason,
                remedy: "The sizes seem to be stored little-endian; IDX is big-endian")
        }
        return DataError(found < expected ? .truncated : .malformed, place: "byte 4", reason)
    }
}
