import Foundation

/// Writes whole files so that a reader, or a later run after a kill, sees the old bytes or the new ones and never a mix.
public enum AtomicFile {
    /// Writes `bytes` to a temporary file beside `target`, forces them to the disk and renames it over `target`.
    ///
    /// A symbolic link is followed, so that the link stays and what it points to is replaced.
    /// - Throws: ``TrackError`` where the folder is missing, read-only or full, or where `target` is a folder or a
    ///   device. The old file is then still whole.
    public static func write(_ bytes: some Collection<UInt8>, to target: URL) throws {
        try write(bytes, to: target, calls: .system)
    }

    /// Writes `text` as UTF-8, as ``write(_:to:)`` does.
    public static func write(text: String, to target: URL) throws {
        try write(text.utf8, to: target)
    }

    static func write(_ bytes: some Collection<UInt8>, to target: URL, calls: FileCalls) throws {
        let contiguous: Void? = try bytes.withContiguousStorageIfAvailable {
            try write(UnsafeRawBufferPointer($0), to: target, calls: calls)
        }
        if contiguous == nil {
            try Array(bytes).withUnsafeBytes { try write($0, to: target, calls: calls) }
        }
    }

    private static func write(_ bytes: UnsafeRawBufferPointer, to target: URL, calls: FileCalls) throws {
        let path = try resolved(target.path)
        let folder = (path as NSString).deletingLastPathComponent
        let temporary = "\(folder.isEmpty ? "." : folder)/\(temporaryPrefix)\(UUID().uuidString)\(temporarySuffix)"
        let descriptor = calls.open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw TrackError.system(errno, at: path, doing: "write it") }

        var failure = calls.writeAll(bytes, to: descriptor)
        if failure == nil, calls.sync(descriptor) != 0 { failure = errno }
        if close(descriptor) != 0, failure == nil { failure = errno }
        if failure == nil, calls.rename(temporary, path) != 0 { failure = errno }
        if let failure {
            unlink(temporary)
            throw TrackError.system(failure, at: path, doing: "write it")
        }
        syncFolder(folder.isEmpty ? "." : folder)
    }

    private static let temporaryPrefix = ".frugal-"
    private static let temporarySuffix = ".tmp"

    /// Removes the temporary files that killed processes left in `folder`. The caller makes sure that no living one
    /// writes there.
    static func removeLeftovers(in folder: URL) {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        for name in names where name.hasPrefix(temporaryPrefix) && name.hasSuffix(temporarySuffix) {
            unlink(folder.appendingPathComponent(name).path)
        }
    }

    /// Makes `folder` and those above it, where they are not there yet.
    static func makeFolder(_ folder: URL) throws {
        var status = stat()
        if stat(folder.path, &status) == 0 {
            guard status.st_mode & S_IFMT == S_IFDIR else {
                throw TrackError(.conflict, at: folder.path, "is a file, not a folder", remedy: "choose another name")
            }
            return
        }
        let parent = folder.deletingLastPathComponent()
        if parent.path != folder.path { try makeFolder(parent) }
        // Another process may have been faster.
        guard mkdir(folder.path, 0o777) == 0 || errno == EEXIST else {
            throw TrackError.system(errno, at: folder.path, doing: "make the folder")
        }
    }

    /// The path behind symbolic links, after checking that writing there replaces a plain file or makes a new one.
    private static func resolved(_ path: String) throws -> String {
        var status = stat()
        guard stat(path, &status) == 0 else { return path }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw TrackError(.conflict, at: path, "is not a plain file", remedy: "choose another name")
        }
        guard let real = realpath(path, nil) else { return path }
        defer { free(real) }
        return String(cString: real)
    }

    /// Makes a rename in `folder` last through a power cut. Some file systems cannot sync a folder; the rename stands
    /// there all the same, so that a refusal is no error.
    static func syncFolder(_ folder: String) {
        let descriptor = open(folder, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        _ = fsync(descriptor)
        close(descriptor)
    }
}
