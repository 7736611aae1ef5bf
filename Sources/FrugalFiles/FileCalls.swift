import Foundation

/// The system calls that writing a file needs, as values, so that a test can play a full disk or a read-only folder
/// without being root.
package struct FileCalls: Sendable {
    package var open: @Sendable (String, Int32, mode_t) -> Int32 = { Foundation.open($0, $1, $2) }
    package var write: @Sendable (Int32, UnsafeRawPointer, Int) -> Int = { Foundation.write($0, $1, $2) }
    package var sync: @Sendable (Int32) -> Int32 = { fsync($0) }
    package var rename: @Sendable (String, String) -> Int32 = { Foundation.rename($0, $1) }

    package static let system = FileCalls()

    /// Writes every byte, going on after a signal or a short write. Returns the `errno` of the first failure.
    package func writeAll(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Int32? {
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
