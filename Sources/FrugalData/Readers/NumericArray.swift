/// An array of numbers as read from an IDX, npy or npz file: shape, element type and the raw elements.
///
/// Whatever order the file had, `bytes` are little-endian and in C order (last index fastest).
public struct NumericArray: Sendable, Equatable {
    /// The type of every element, by numpy's short names.
    public enum ElementType: String, Sendable, CaseIterable {
        /// One byte, zero for false.
        case bool = "b1"
        /// Unsigned, 8 bits.
        case uint8 = "u1"
        /// Unsigned, 16 bits.
        case uint16 = "u2"
        /// Unsigned, 32 bits.
        case uint32 = "u4"
        /// Unsigned, 64 bits.
        case uint64 = "u8"
        /// Signed, 8 bits.
        case int8 = "i1"
        /// Signed, 16 bits.
        case int16 = "i2"
        /// Signed, 32 bits.
        case int32 = "i4"
        /// Signed, 64 bits.
        case int64 = "i8"
        /// IEEE 754, 32 bits.
        case float32 = "f4"
        /// IEEE 754, 64 bits.
        case float64 = "f8"

        /// Bytes an element takes.
        public var size: Int {
            switch self {
            case .bool, .uint8, .int8: 1
            case .uint16, .int16: 2
            case .uint32, .int32, .float32: 4
            case .uint64, .int64, .float64: 8
            }
        }
    }

    /// The sizes of the dimensions, slowest first; empty for a single number.
    public let shape: [Int]
    /// The type of every element.
    public let elementType: ElementType
    /// The elements, little-endian, in C order.
    public let bytes: [UInt8]

    /// Elements held.
    public var count: Int { bytes.count / elementType.size }

    /// Makes an array from its parts.
    ///
    /// - Throws: `DataError` (`.inconsistent`) when the number of bytes is not what shape and type ask for.
    public init(shape: [Int], elementType: ElementType, bytes: [UInt8]) throws {
        let expected = try NumericArray.byteCount(shape: shape, elementType: elementType)
        guard bytes.count == expected else {
            throw DataError(
                .inconsistent,
                "an array of shape \(shape) and type \(elementType) has \(expected) bytes, not \(bytes.count)")
        }
        self.shape = shape
        self.elementType = elementType
        self.bytes = bytes
    }

    /// The bytes an array of this shape and type takes; checked, as shapes come from files.
    static func byteCount(shape: [Int], elementType: ElementType) throws -> Int {
        var total = elementType.size
        var empty = false
        for size in shape {
            guard size >= 0 else { throw DataError(.malformed, "the shape \(shape) has a negative size") }
            if size == 0 {
                empty = true
                continue
            }
            let (product, overflow) = total.multipliedReportingOverflow(by: size)
            guard !overflow else { throw DataError(.tooLarge, "the shape \(shape) is beyond any memory") }
            total = product
        }
        return empty ? 0 : total
    }
}
