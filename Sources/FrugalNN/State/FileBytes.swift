import Foundation

/// The bytes of a file: mapped, or held in memory. Tensors that look at them keep them alive.
///
/// `@unchecked Sendable`: the memory never changes. A mapped file is shown read-only and privately, but a program that
/// cuts it short while it is mapped takes the pages away, and reading them then ends the process (SIGBUS). Frugal itself
/// replaces files by renaming, which leaves a mapping whole; where others may write in place, read with `.copying`.
final class FileBytes: @unchecked Sendable {
    let bytes: UnsafeRawBufferPointer
    private let isMapped: Bool

    /// A copy in memory.
    init(copying source: [UInt8]) {
        // At the engine's alignment, so that tensors may look at it.
        let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: max(1, source.count), alignment: 64)
        memory.copyBytes(from: source)
        bytes = UnsafeRawBufferPointer(rebasing: memory[..<source.count])
        isMapped = false
    }

    /// Maps a whole file.
    init(mapping path: String) throws {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw SafetensorsError.system(errno, at: path, reading: "read it") }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            throw SafetensorsError.system(errno, at: path, reading: "read it")
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw SafetensorsError(path, "is not a plain file", remedy: "Name a safetensors file.")
        }
        let count = Int(status.st_size)
        guard count > 0 else { throw SafetensorsError(path, "is empty") }
        let memory = mmap(nil, count, PROT_READ, MAP_PRIVATE, descriptor, 0)
        guard let memory, memory != MAP_FAILED else {
            throw SafetensorsError.system(errno, at: path, reading: "map it")
        }
        bytes = UnsafeRawBufferPointer(start: memory, count: count)
        isMapped = true
    }

    deinit {
        let memory = UnsafeMutableRawPointer(mutating: bytes.baseAddress)
        if isMapped { munmap(memory, bytes.count) } else { memory?.deallocate() }
    }
}
