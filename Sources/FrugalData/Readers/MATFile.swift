import CFrugalCodecs

/// MATLAB's files of version 5, packed or plain: arrays of numbers by name.
///
/// MATLAB stores the first index fastest. An array comes here with its dimensions turned round, so that it is in C order
/// without a copy: what MATLAB calls 32 x 32 x 3 x N has the shape [N, 3, 32, 32], of which the third are the columns. Its
/// element type is the one in the file, which may be smaller than MATLAB's own: doubles that are small whole numbers are
/// stored as bytes.
public enum MATFile {
    /// The arrays in the file at `path`. Variables of other kinds (text, cells, structures, sparse and complex arrays) are
    /// left out.
    ///
    /// - Parameter limit: the most bytes that one variable may unpack to.
    /// - Throws: `DataError` when the file cannot be read or breaks the format; version 7.3, which is HDF5, is
    ///   `.unsupported`.
    public static func read(_ path: String, limit: Int = Gzip.defaultLimit) throws -> [String: NumericArray] {
        try parse(try DataFile.read(path), limit: limit, file: path)
    }

    /// The arrays in `bytes`, the contents of a file. Errors as for `read`, naming `file`.
    public static func parse(
        _ bytes: [UInt8], limit: Int = Gzip.defaultLimit, file: String? = nil
    ) throws -> [String: NumericArray] {
        try namingFile(file) {
            try checkHeader(bytes)
            var arrays: [String: NumericArray] = [:]
            var reader = ByteReader(bytes, at: headerSize)
            while reader.remaining > 0 {
                let element = try MATElement(&reader)
                var variable: (name: String, array: NumericArray)?
                if element.type == .compressed {
                    // Only the variable inside knows whether it is wanted.
                    let unpacked = try bytes.withUnsafeBufferPointer {
                        try Gzip.unpack(
                            UnsafeBufferPointer(rebasing: $0[element.data]), FRUGAL_STREAM_ZLIB, limit: limit)
                    }
                    var inner = ByteReader(unpacked)
                    variable = try MATVariable.read(MATElement(&inner), in: unpacked)
                } else {
                    variable = try MATVariable.read(element, in: bytes)
                }
                if let variable { arrays[variable.name] = variable.array }
            }
            return arrays
        }
    }

    private static let headerSize = 128

    private static func checkHeader(_ bytes: [UInt8]) throws {
        guard bytes.count >= headerSize else {
            throw DataError(.truncated, place: "byte \(bytes.count)", "a MATLAB file begins with 128 bytes of header")
        }
        let (version, order) = (bytes[124..<126], bytes[126..<128])
        if version.elementsEqual([0, 2]) {
            throw DataError(
                .unsupported, "this is a MATLAB file of version 7.3", remedy: "Save it with '-v7' in MATLAB")
        }
        if order.elementsEqual(Array("MI".utf8)) {
            throw DataError(
                .unsupported, place: "byte 126", "the file was written on a big-endian machine",
                remedy: "Load and save it in today's MATLAB")
        }
        guard order.elementsEqual(Array("IM".utf8)), version.elementsEqual([0, 1]) else {
            throw DataError(
                .malformed, place: "byte 124", "the contents do not begin like a MATLAB file of version 5",
                remedy: "Fetch or copy the file again")
        }
    }
}
