import Foundation

/// The system calls that writing a file needs, as values, so that a test can play a full disk or a read-only folder
/// without being root.
struct FileCalls: Sendable {
    var open: @Sendable (String, Int32, mode_t) -> Int32 = { Foundation.open($0, $1, $2) }
    var write: @Sendable (Int32, UnsafeRawPointer, Int) -> Int = { Foundation.write($0, $1, $2) }
    var sync: @Sendable (Int32) -> Int32 = { fsync($0) }
    var rename: @Sendable (String, String) -> Int32 = { Foundation.rename($0, $1) }

    static let system = FileCalls()

    /// Writes every byte, going on after a signal or a short write. Returns the `errno` of the first failure.
    func writeAll(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Int32? {
        var done = 0
        while done < bytes.count, let base = bytes.baseAddress {
            let count = write(descriptor, base + done, bytes.count - done)
            if count > 0 {
                done += count
            } else if count < 0, errno == EINTR {
                continue
            } else {
                return count < 0 ? errno : EIO
            }
        }
        return nil
    }
}

extension TrackError {
    /// The system's refusal `code` in words, with what to do about it.
    static func system(_ code: Int32, at path: String, doing action: String) -> TrackError {
        let unharmed = "nothing that was there has changed"
        switch code {
        case ENOSPC, EDQUOT:
            return TrackError(
                .fileSystem, at: path, "the disk is full, could not \(action)",
                remedy: "free some space and run the same command again; \(unharmed)")
        case EROFS, EACCES, EPERM:
            return TrackError(
                .fileSystem, at: path, "no permission, could not \(action)",
                remedy: "choose a folder that you may write to; \(unharmed)")
        case ENOENT, ENOTDIR:
            return TrackError(
                .missing, at: path, "no such folder, could not \(action)", remedy: "create the folder first")
        case ENAMETOOLONG:
            return TrackError(.fileSystem, at: path, "the name is too long, could not \(action)", remedy: "shorten it")
        default:
            let reason = String(cString: strerror(code))
            return TrackError(.fileSystem, at: path, "could not \(action) (\(reason))", remedy: unharmed)
        }
    }
}
