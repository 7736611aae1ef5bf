import Foundation

/// What the file system says about a path.
enum FileFacts {
    /// The size of a regular file (links followed) in bytes; nil where there is none.
    static func size(of path: String) -> Int? {
        var facts = stat()
        guard stat(path, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else { return nil }
        return Int(exactly: facts.st_size)
    }

    /// Makes a folder and those above it.
    ///
    /// - Throws: `DataError` (`.io`) with the reason of the operating system.
    static func makeFolder(_ path: String) throws {
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        } catch {
            throw DataError(
                .io, file: path, "the folder could not be made (\(reason(of: error)))",
                remedy: "Name a folder that you may write to")
        }
    }

    /// Gives a finished file its final name, in one step that no reader can see half done.
    ///
    /// - Throws: `DataError` (`.io`) with the reason of the operating system.
    static func move(_ path: String, to target: String) throws {
        guard rename(path, target) == 0 else {
            throw DataError(.io, file: target, "the file could not be put there (\(String(cString: strerror(errno))))")
        }
    }

    /// Removes a file; one that is not there is as good as removed.
    static func remove(_ path: String) { unlink(path) }

    private static func reason(of error: any Error) -> String {
        let underlying = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
        guard let code = underlying?.code, underlying?.domain == NSPOSIXErrorDomain else { return "\(error)" }
        return String(cString: strerror(Int32(truncatingIfNeeded: code)))
    }
}
