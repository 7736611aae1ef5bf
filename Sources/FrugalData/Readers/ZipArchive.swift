import CFrugalCodecs

/// A zip archive held in memory: its list of entries, and their contents unpacked when asked for.
///
/// Stored and deflated entries are read, with zip64 sizes; encryption and archives in several parts are refused. Nothing is
/// ever written to disk, so that names such as `../../file` do no harm.
public struct ZipArchive: Sendable {
    /// One file or folder in an archive, as the central directory describes it.
    public struct Entry: Sendable, Equatable {
        /// The path inside the archive, with `/` between folders.
        public let name: String
        /// Bytes as stored.
        public let packedSize: Int
        /// Bytes when unpacked.
        public let size: Int
        /// Whether it is a folder, which has no contents.
        public var isFolder: Bool { name.hasSuffix("/") }

        let method: Int
        let crc: UInt32
        let offset: Int
        let encrypted: Bool
    }

    /// The most bytes an entry may unpack to unless a caller says otherwise: 4 GiB.
    public static let defaultLimit = 1 << 32

    /// The entries in the order of the central directory.
    public let entries: [Entry]
    /// The path the archive was read from, if any.
    public let file: String?

    private let bytes: [UInt8]

    /// Reads the archive at `path`.
    ///
    /// - Throws: `DataError` when the file cannot be read or its central directory is missing or contradicts itself.
    public init(_ path: String) throws {
        try self.init(bytes: try DataFile.read(path), file: path)
    }

    /// Reads the list of entries of an archive in memory. Errors as for `init(_:)`, naming `file`.
    public init(bytes: [UInt8], file: String? = nil) throws {
        self.bytes = bytes
        self.file = file
        entries = try namingFile(file) { try ZipDirectory.entries(of: bytes) }
    }

    /// Whether `bytes` begin like a zip archive.
    public static func matches(_ bytes: [UInt8]) -> Bool {
        bytes.starts(with: [0x50, 0x4b, 3, 4]) || bytes.starts(with: [0x50, 0x4b, 5, 6])
    }

    /// The unpacked contents of an entry, checked against its size and CRC-32.
    ///
    /// - Throws: `DataError` when the entry overlaps the end of the archive, is of a kind not read, unpacks to another size
    ///   than it states or to more than `limit` bytes, or fails its checksum.
    public func contents(of entry: Entry, limit: Int = defaultLimit) throws -> [UInt8] {
        do {
            return try unpack(entry, limit: limit)
        } catch var error as DataError {
            error.place = error.place.map { "entry '\(entry.name)', \($0)" } ?? "entry '\(entry.name)'"
            throw file.map { error.inFile($0) } ?? error
        }
    }

    private func unpack(_ entry: Entry, limit: Int) throws -> [UInt8] {
        guard !entry.encrypted else {
            throw DataError(.unsupported, "it is encrypted", remedy: "Unpack the archive with its password first")
        }
        guard entry.size <= limit else {
            throw DataError(.tooLarge, "it unpacks to \(entry.size) bytes, more than the limit of \(limit)")
        }
        var reader = ByteReader(bytes, at: min(entry.offset, bytes.count))
        guard try reader.littleEndian(4, "its header") == 0x0403_4b50 else {
            throw DataError(.malformed, place: "byte \(entry.offset)", "its header is not where the directory says")
        }
        _ = try reader.take(22, "its header")
        let nameLength = try reader.size(2, "its header")
        let extraLength = try reader.size(2, "its header")
        _ = try reader.take(nameLength + extraLength, "its name")
        let data = try reader.take(entry.packedSize, "its data")
        let contents = try inflate(data, entry)
        let crc = contents.withUnsafeBufferPointer { frugal_crc32(0, $0.baseAddress, $0.count) }
        guard crc == entry.crc else { throw DataError(.checksum, "its CRC-32 does not fit its contents") }
        return contents
    }

    private func inflate(_ data: Range<Int>, _ entry: Entry) throws -> [UInt8] {
        let contents: [UInt8]
        switch entry.method {
        case 0: contents = Array(bytes[data])
        case 8:
            contents = try bytes.withUnsafeBufferPointer {
                try Gzip.unpack(UnsafeBufferPointer(rebasing: $0[data]), FRUGAL_STREAM_RAW, limit: entry.size)
            }
        default:
            throw DataError(
                .unsupported, "it is packed by method \(entry.method); stored (0) and deflated (8) entries are read")
        }
        guard contents.count == entry.size else {
            throw DataError(
                .inconsistent, "it should unpack to \(entry.size) bytes, but does to \(contents.count)")
        }
        return contents
    }
}
