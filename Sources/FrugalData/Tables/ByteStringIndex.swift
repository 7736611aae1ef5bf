import Foundation

/// Numbers distinct byte strings in the order in which they first occur.
///
/// A dictionary keyed by `String` does the same at a fifth of the speed, because it makes a string of every field, and
/// most fields of a table have been seen before.
struct ByteStringIndex {
    /// All strings, one after another.
    private var arena: [UInt8] = []
    /// Where each string ends in the arena.
    private var ends: [Int] = []
    /// An open-addressing table of string numbers, -1 where free; its size is a power of two.
    private var slots = [Int32](repeating: -1, count: 16)
    private var hashes: [Int] = []

    /// Distinct strings so far.
    var count: Int { ends.count }

    /// The number of `bytes`, a new one if they were never seen; nil when there are 2^31 strings already.
    mutating func number(for bytes: UnsafeBufferPointer<UInt8>) -> Int32? {
        let hash = Self.hash(of: bytes)
        let slot = find(bytes, hash: hash)
        if slots[slot] >= 0 { return slots[slot] }
        guard let number = Int32(exactly: ends.count) else { return nil }
        arena.append(contentsOf: bytes)
        ends.append(arena.count)
        hashes.append(hash)
        slots[slot] = number
        if ends.count * 2 > slots.count { grow() }
        return number
    }

    /// The number of `bytes`, nil if they were never seen.
    func knownNumber(for bytes: UnsafeBufferPointer<UInt8>) -> Int32? {
        let number = slots[find(bytes, hash: Self.hash(of: bytes))]
        return number >= 0 ? number : nil
    }

    /// The strings in the order of their numbers.
    var strings: [String] {
        var start = 0
        return ends.map { end in
            defer { start = end }
            return String(decoding: arena[start..<end], as: UTF8.self)
        }
    }

    private static func hash(of bytes: UnsafeBufferPointer<UInt8>) -> Int {
        // The standard hasher has a key of its own in every process: no input can be built to make it slow.
        var hasher = Hasher()
        hasher.combine(bytes: UnsafeRawBufferPointer(bytes))
        return hasher.finalize()
    }

    /// The slot that holds `bytes` or the free one where they belong.
    private func find(_ bytes: UnsafeBufferPointer<UInt8>, hash: Int) -> Int {
        let mask = slots.count - 1
        var slot = hash & mask
        while slots[slot] >= 0 {
            let number = Int(slots[slot])
            if hashes[number] == hash, equals(number, bytes) { break }
            slot = (slot + 1) & mask
        }
        return slot
    }

    private func equals(_ number: Int, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        let start = number == 0 ? 0 : ends[number - 1]
        guard ends[number] - start == bytes.count else { return false }
        guard let other = bytes.baseAddress, !bytes.isEmpty else { return true }
        return arena.withUnsafeBufferPointer { mine in
            mine.baseAddress.map { memcmp($0 + start, other, bytes.count) == 0 } ?? false
        }
    }

    private mutating func grow() {
        let mask = slots.count * 2 - 1
        slots = [Int32](repeating: -1, count: mask + 1)
        for (number, hash) in hashes.enumerated() {
            var slot = hash & mask
            while slots[slot] >= 0 { slot = (slot + 1) & mask }
            slots[slot] = Int32(truncatingIfNeeded: number)
        }
    }
}
