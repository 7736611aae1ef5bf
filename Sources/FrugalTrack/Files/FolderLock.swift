import Foundation
import FrugalFiles

/// The right to write one folder, held by one process at a time and given back by the kernel however that process ends.
package final class FolderLock: Sendable {
    private let descriptor: Int32

    /// Takes the lock of `folder`, which must exist.
    /// - Parameter name: the file that stands for the lock; one of another name is another lock.
    /// - Throws: ``TrackError`` of kind `locked` that names the process holding it.
    package init(folder: URL, name: String = ".lock") throws {
        let path = folder.appendingPathComponent(name).path
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw TrackError.system(errno, at: path, doing: "lock the folder") }
        // A child that is just being made holds copies of all descriptors for an instant, those of locks given back included.
        var isTaken = flock(descriptor, LOCK_EX | LOCK_NB) == 0
        for _ in 0..<10 where !isTaken && errno == EWOULDBLOCK {
            usleep(50_000)
            isTaken = flock(descriptor, LOCK_EX | LOCK_NB) == 0
        }
        guard isTaken else {
            let code = errno
            let holder = Self.holder(descriptor)
            close(descriptor)
            guard code == EWOULDBLOCK else { throw TrackError.system(code, at: path, doing: "lock the folder") }
            throw TrackError(
                .locked, at: folder.path, "another process\(holder) is writing this folder",
                remedy: "wait until it ends, or choose another folder")
        }
        self.descriptor = descriptor
        // The number only helps a person to find the process; the lock itself does not rest on it.
        let note = Array("\(getpid())\n".utf8)
        _ = ftruncate(descriptor, 0)
        _ = note.withUnsafeBytes { FileCalls.system.writeAll($0, to: descriptor) }
    }

    deinit { close(descriptor) }

    private static func holder(_ descriptor: Int32) -> String {
        var bytes = [UInt8](repeating: 0, count: 20)
        let count = bytes.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, $0.count, 0) }
        let digits = String(decoding: bytes.prefix(max(0, count)), as: UTF8.self).prefix { $0.isASCII && $0.isNumber }
        return digits.isEmpty ? "" : " (\(digits))"
    }
}
