import Foundation

/// Writes whole files so that a reader, or a later run after a kill, sees the old bytes or the new ones and never a mix.
public enum AtomicFile {
    /// Adds bytes to the end of the file that is being written.
    public typealias Append = (UnsafeRawBufferPointer) throws -> Void

    /// Writes `bytes` to a temporary file beside `target`, forces them to the disk and renames it over `target`.
    ///
    /// A symbolic link is followed, so that the link stays and what it points to is replaced.
    /// - Throws: ``FileError`` where the folder is missing, read-only or full, or where `target` is a folder or a
    ///   device. The old file is then still whole.
    public static func write(_ bytes: some Collection<UInt8>, to target: URL) throws {
        try write(bytes, to: target, calls: .system)
    }

    /// Writes `text` as UTF-8, as ``write(_:to:)`` does.
    public static func write(text: String, to target: URL) throws {
        try write(text.utf8, to: target)
    }

    /// Writes piece by piece what need not be in memory at once, otherwise as ``write(_:to:)`` does.
    /// - Parameter body: hands over the pieces in order.
    /// - Throws: ``FileError`` as ``write(_:to:)`` does, or what `body` throws. The old file is then still whole.
    public static func stream(to target: URL, _ body: (Append) throws -> Void) throws {
        try stream(to: target, calls: .system, body)
    }

    static func write(_ bytes: some Collection<UInt8>, to target: URL, calls: FileCalls) throws {
        try stream(to: target, calls: calls) { append in
            let contiguous: Void? = try bytes.withContiguousStorageIfAvailable {
                try append(UnsafeRawBufferPointer($0))
            }
            if contiguous == nil { try Array(bytes).withUnsafeBytes { try append($0) } }
        }
    }

    static func stream(to target: URL, calls: FileCalls, _ body: (Append) throws -> Void) throws {
        func refused(_ code: Int32) -> FileError { .system(code, at: target.path, doing: "write it") }
        let path = try resolved(target.path)
        let parent = (path as NSString).deletingLastPathComponent
        let folder = parent.isEmpty ? "." : parent
        let temporary = "\(folder)/\(temporaryPrefix)\(UUID().uuidString)\(temporarySuffix)"
        let descriptor = calls.open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw refused(errno) }
        var isOpen = true
        do {
            try body { bytes in
                if let code = calls.writeAll(bytes, to: descriptor) { throw refused(code) }
            }
            guard calls.sync(descriptor) == 0 else { throw refused(errno) }
            isOpen = false
            // Network file systems may say only now that the disk is full.
            guard close(descriptor) == 0 else { throw refused(errno) }
            guard calls.rename(temporary, path) == 0 else { throw refused(errno) }
        } catch {
            if isOpen { close(descriptor) }
            unlink(temporary)
            throw error
        }
        syncFolder(folder)
    }

    /// The path behind symbolic links, after checking that writing there replaces a plain file or makes a new one.
    private static func resolved(_ path: String) throws -> String {
        var status = stat()
        guard stat(path, &status) == 0 else { return path }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw FileError(.conflict, at: path, "is not a plain file", remedy: "choose another name")
        }
        guard let real = realpath(path, nil) else { return path }
        defer { free(real) }
        return String(cString: real)
    }
}
