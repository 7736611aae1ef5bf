import Foundation

extension AtomicFile {
    static let temporaryPrefix = ".frugal-"
    static let temporarySuffix = ".tmp"

    /// Removes the temporary files that killed processes left in `folder`. The caller makes sure that no living one
    /// writes there.
    package static func removeLeftovers(in folder: URL) {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        for name in names where name.hasPrefix(temporaryPrefix) && name.hasSuffix(temporarySuffix) {
            unlink(folder.appendingPathComponent(name).path)
        }
    }

    /// Makes `folder` and those above it, where they are not there yet.
    /// - Throws: ``FileError`` where a file is in the way or the system refuses.
    package static func makeFolder(_ folder: URL) throws {
        var status = stat()
        if stat(folder.path, &status) == 0 {
            guard status.st_mode & S_IFMT == S_IFDIR else {
                throw FileError(.conflict, at: folder.path, "is a file, not a folder", remedy: "choose another name")
            }
            return
        }
        let parent = folder.deletingLastPathComponent()
        if parent.path != folder.path { try makeFolder(parent) }
        // Another process may have been faster.
        guard mkdir(folder.path, 0o777) == 0 || errno == EEXIST else {
            throw FileError.system(errno, at: folder.path, doing: "make the folder")
        }
    }

    /// Makes a rename in `folder` last through a power cut. Some file systems cannot sync a folder; the rename stands
    /// there all the same, so that a refusal is no error.
    package static func syncFolder(_ folder: String) {
        let descriptor = open(folder, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        _ = fsync(descriptor)
        close(descriptor)
    }
}
