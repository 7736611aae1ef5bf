import CFrugalProcess
import Foundation

/// Memory that a worker process writes into and this one reads. It has no name on any disk.
final class SharedMemory {
    /// What the worker maps it by.
    let descriptor: Int32
    /// All of it.
    let bytes: UnsafeMutableRawBufferPointer

    /// Zeros.
    /// - Throws: ``GymnasiumError`` of code `memory` where the system does not have so much.
    init(byteCount: Int, for environment: String) throws {
        var descriptor: Int32 = -1
        let fault = frugal_process_memory(byteCount, &descriptor)
        let address =
            fault == 0 ? mmap(nil, byteCount, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0) : MAP_FAILED
        guard let address, address != MAP_FAILED else {
            let reason = String(cString: strerror(fault == 0 ? errno : fault))
            if descriptor >= 0 { close(descriptor) }
            throw GymnasiumError(
                .memory, environment, "\(byteCount) bytes could not be shared with the worker (\(reason))",
                remedy: "play fewer copies together, or free some memory")
        }
        self.descriptor = descriptor
        bytes = UnsafeMutableRawBufferPointer(start: address, count: byteCount)
    }

    deinit {
        munmap(bytes.baseAddress, bytes.count)
        close(descriptor)
    }
}
