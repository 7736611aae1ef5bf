import CFrugalCodecs

/// Calls a function of the C module and throws what it reports.
///
/// - Throws: `DataError` without a file; callers that know the file add it with `inFile`.
func callCodec(_ call: (UnsafeMutablePointer<frugal_codec_error>) -> frugal_codec_status) throws {
    var error = frugal_codec_error()
    let status = call(&error)
    guard status != FRUGAL_CODEC_OK else { return }
    let text = withUnsafeBytes(of: error.text) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    throw DataError(DataError.Code(status), text.isEmpty ? "the codec failed" : text)
}

/// Runs `body` and names `path` in any `DataError` it throws.
func namingFile<Result>(_ path: String?, _ body: () throws -> Result) throws -> Result {
    guard let path else { return try body() }
    do {
        return try body()
    } catch let error as DataError {
        throw error.file == nil ? error.inFile(path) : error
    }
}

extension DataError.Code {
    init(_ status: frugal_codec_status) {
        switch status {
        case FRUGAL_CODEC_TRUNCATED: self = .truncated
        case FRUGAL_CODEC_UNSUPPORTED: self = .unsupported
        case FRUGAL_CODEC_TOO_LARGE, FRUGAL_CODEC_NO_MEMORY: self = .tooLarge
        case FRUGAL_CODEC_CHECKSUM: self = .checksum
        case FRUGAL_CODEC_NOT_FOUND: self = .notFound
        case FRUGAL_CODEC_IO: self = .io
        case FRUGAL_CODEC_BAD_ARGUMENT: self = .invalidArgument
        default: self = .malformed
        }
    }
}

/// Takes over what a C function allocated with `malloc`, as an array.
func adoptBytes(_ bytes: UnsafeMutablePointer<UInt8>?, _ count: Int) -> [UInt8] {
    defer { frugal_free(bytes) }
    return Array(UnsafeBufferPointer(start: bytes, count: count))
}
