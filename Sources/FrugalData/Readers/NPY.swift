import CFrugalCodecs

/// numpy's npy files, versions 1 to 3: any of the element types of `NumericArray`, in either byte order, C or Fortran order.
public enum NPY {
    /// The array in the file at `path`.
    ///
    /// - Throws: `DataError` when the file cannot be read or breaks the format; pickled objects, complex numbers, text and
    ///   records are `.unsupported`.
    public static func read(_ path: String) throws -> NumericArray {
        try parse(try DataFile.read(path), file: path)
    }

    /// The array in `bytes`, the contents of an npy file. Errors as for `read`, naming `file`.
    public static func parse(_ bytes: [UInt8], file: String? = nil) throws -> NumericArray {
        try namingFile(file) {
            guard bytes.starts(with: magic) else {
                if bytes.count < magic.count {
                    throw DataError(.truncated, place: "byte 0", "the file ends before the npy signature does")
                }
                throw DataError(.malformed, place: "byte 0", "the contents do not begin like an npy file")
            }
            var reader = ByteReader(bytes, at: magic.count)
            let version = try reader.littleEndian(1, "the version")
            guard (1...3).contains(version) else {
                throw DataError(
                    .unsupported, place: "byte 6", "npy version \(version) is not known",
                    remedy: "Versions 1 to 3 are read")
            }
            _ = try reader.take(1, "the minor version")
            let length = try reader.size(version == 1 ? 2 : 4, "the header length")
            let text = try reader.take(length, "the header")
            let header = try NPYHeader(bytes[text], startingAt: text.lowerBound)
            return try array(header, bytes: bytes, from: reader.position)
        }
    }

    private static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)

    private static func array(_ header: NPYHeader, bytes: [UInt8], from start: Int) throws -> NumericArray {
        let expected = try NumericArray.byteCount(shape: header.shape, elementType: header.elementType)
        let found = bytes.count - start
        guard found == expected else {
            throw DataError(
                found < expected ? .truncated : .malformed, place: "byte \(start)",
                "the header promises \(expected) bytes of elements (shape \(header.shape), type \(header.elementType.rawValue)), "
                    + "but \(found) follow")
        }
        var elements = Array(bytes[start...])
        let size = header.elementType.size
        if header.bigEndian, size > 1 {
            elements.withUnsafeMutableBufferPointer { frugal_swap_bytes($0.baseAddress, $0.count / size, size) }
        }
        if header.fortranOrder, header.shape.count > 1, expected > 0 {
            elements = inLastIndexFastestOrder(elements, shape: header.shape, elementSize: size)
        }
        return try NumericArray(shape: header.shape, elementType: header.elementType, bytes: elements)
    }

    private static func inLastIndexFastestOrder(_ elements: [UInt8], shape: [Int], elementSize: Int) -> [UInt8] {
        elements.withUnsafeBufferPointer { source in
            [UInt8](unsafeUninitializedCapacity: source.count) { out, initialised in
                frugal_transpose_order(source.baseAddress, shape, shape.count, elementSize, out.baseAddress)
                initialised = source.count
            }
        }
    }
}
