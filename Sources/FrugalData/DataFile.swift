import CFrugalCodecs
import Foundation
import FrugalFiles

/// Files and folders: whole-file reads, atomic writes and listings, with errors that name the path.
public enum DataFile {
    /// What a path leads to, links followed.
    public enum Kind: Sendable, Equatable {
        /// Nothing, or a link that leads nowhere or in a circle.
        case missing
        /// A regular file.
        case file
        /// A folder.
        case folder
        /// A pipe, device or socket.
        case other
    }

    /// The largest file read whole into memory unless a caller says otherwise: 16 GiB.
    public static let defaultLimit = 1 << 34

    /// The bytes of a regular file.
    ///
    /// - Throws: `DataError` when the file is missing, not regular, not readable or longer than `limit` bytes.
    public static func read(_ path: String, limit: Int = defaultLimit) throws -> [UInt8] {
        var buffer = frugal_buffer()
        defer { frugal_free(buffer.bytes) }
        try namingFile(path) {
            try checkPath(path)
            try callCodec { frugal_file_read(path, max(limit, 0), &buffer, $0) }
        }
        return Array(UnsafeBufferPointer(start: buffer.bytes, count: buffer.count))
    }

    /// Writes a file whole or not at all: a temporary file beside `path` is flushed to disk and renamed over it.
    ///
    /// - Throws: `DataError` (`.io`, `.notFound`) when the folder is missing or read-only, the disk is full, or `path` leads
    ///   to a folder or device; what was there before is then unchanged.
    public static func write(_ bytes: [UInt8], to path: String) throws {
        try namingFile(path) {
            try checkPath(path)
            do {
                try AtomicFile.write(bytes, to: URL(fileURLWithPath: path))
            } catch let error as FileError {
                throw DataError(
                    error.kind == .missing ? .notFound : .io, error.problem, remedy: error.remedySentence)
            }
        }
    }

    /// What `path` leads to.
    public static func kind(of path: String) -> Kind { Kind(frugal_entry_at(path).kind) }

    /// The names in a folder, without `.` and `..`, in the order of their UTF-8 bytes. Names that are no UTF-8 come with
    /// replacement characters and then lead to no file.
    ///
    /// - Throws: `DataError` when the folder is missing or cannot be listed.
    public static func names(in folder: String) throws -> [String] {
        try entries(in: folder).map(\.name)
    }

    /// The names in a folder, as `names(in:)` gives them, and what each leads to.
    static func entries(in folder: String) throws -> [(name: String, kind: Kind)] {
        var entries: [(name: String, kind: Kind)] = []
        try namingFile(folder) {
            try checkPath(folder)
            try withUnsafeMutablePointer(to: &entries) { list in
                try callCodec { error in
                    frugal_folder_list(
                        folder, list,
                        { context, name, kind in
                            guard let context, let name else { return }
                            let list = context.assumingMemoryBound(to: [(name: String, kind: Kind)].self)
                            if let text = String(validatingCString: name) {
                                list.pointee.append((text, Kind(kind)))
                            } else {
                                list.pointee.append((String(cString: name), .missing))
                            }
                        }, error)
                }
            }
        }
        return entries.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    }

    /// A name inside a folder as a path.
    static func join(_ folder: String, _ name: String) -> String {
        folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
    }

    /// The last part of a path.
    static func lastName(_ path: String) -> String {
        path.split(separator: "/").last.map(String.init) ?? path
    }

    /// C would stop reading a path at a zero byte and open another file than the one named.
    private static func checkPath(_ path: String) throws {
        guard !path.isEmpty, !path.utf8.contains(0) else {
            throw DataError(.invalidArgument, "a path must not be empty nor contain a zero byte")
        }
    }
}

extension DataFile.Kind {
    fileprivate init(_ kind: frugal_entry_kind) {
        switch kind {
        case FRUGAL_ENTRY_FILE: self = .file
        case FRUGAL_ENTRY_FOLDER: self = .folder
        case FRUGAL_ENTRY_OTHER: self = .other
        default: self = .missing
        }
    }
}
