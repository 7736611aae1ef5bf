/// A block of bytes with one owner: all that changes while a network runs, or all that never does.
///
/// Regions of it are laid out once, when the network is built. A copy of a simulation is a copy of these bytes, and a
/// saved state is nothing else.
final class Memory: @unchecked Sendable {
    // Unchecked: only the simulation that holds the single reference writes, see `Simulation.core`.

    /// The first byte, at the start of a cache line.
    let start: UnsafeMutableRawPointer
    /// How many bytes there are, a multiple of eight.
    let byteCount: Int

    /// A block of zeros.
    init(byteCount: Int) {
        self.byteCount = byteCount
        start = .allocate(byteCount: max(byteCount, 64), alignment: 64)
        start.initializeMemory(as: UInt8.self, repeating: 0, count: max(byteCount, 64))
    }

    /// A copy of another block.
    init(copying other: Memory) {
        byteCount = other.byteCount
        start = .allocate(byteCount: max(byteCount, 64), alignment: 64)
        start.copyMemory(from: other.start, byteCount: max(byteCount, 64))
    }

    deinit { start.deallocate() }

    /// The bytes as words, in the order of this machine.
    var words: [UInt64] {
        [UInt64](unsafeUninitializedCapacity: byteCount / 8) { buffer, count in
            if let target = buffer.baseAddress {
                UnsafeMutableRawPointer(target).copyMemory(from: start, byteCount: byteCount)
            }
            count = byteCount / 8
        }
    }

    /// Overwrites the block with as many words as it has.
    func overwrite(with words: [UInt64]) {
        words.withUnsafeBytes { source in
            if let first = source.baseAddress, source.count == byteCount {
                start.copyMemory(from: first, byteCount: byteCount)
            }
        }
    }
}
