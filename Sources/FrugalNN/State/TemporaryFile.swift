import Foundation

/// Replaces a file so that a reader sees the old bytes or the new ones and never a mix.
enum TemporaryFile {
    typealias Write = (UnsafeRawBufferPointer) throws -> Void

    /// Runs `body` with a way to write into a file beside `path`, forces that to the disk and renames it to `path`.
    /// Where anything fails the temporary file goes and the old file stays. A symbolic link is followed.
    static func replace(_ path: String, _ body: (Write) throws -> Void) throws {
        let target = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
        let folder = URL(fileURLWithPath: target).deletingLastPathComponent().path
        let temporary = "\(folder)/.frugal-\(UUID().uuidString).tmp"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw SafetensorsError.system(path, "write to") }
        do {
            defer { close(descriptor) }
            try body { try write($0, to: descriptor, path: path) }
            guard fsync(descriptor) == 0 else { throw SafetensorsError.system(path, "write to") }
            guard rename(temporary, target) == 0 else { throw SafetensorsError.system(path, "write to") }
        } catch {
            unlink(temporary)
            throw error
        }
        // So that the rename outlasts a power cut; a file system that cannot do it has renamed all the same.
        let directory = open(folder, O_RDONLY | O_CLOEXEC)
        if directory >= 0 {
            fsync(directory)
            close(directory)
        }
    }

    private static func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32, path: String) throws {
        var rest = bytes
        while let start = rest.baseAddress, !rest.isEmpty {
            let count = Foundation.write(descriptor, start, rest.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw SafetensorsError.system(path, "write to") }
            rest = UnsafeRawBufferPointer(rebasing: rest[count...])
        }
    }
}
