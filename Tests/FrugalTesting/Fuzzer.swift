import FrugalTensor

/// Seeded damage to valid files, for tests that a reader refuses it without crashing.
///
/// The same seed, samples and index always give the same bytes, so that a failing input can be made again from the
/// number the test prints.
public struct Fuzzer: Sendable {
    /// Where all randomness comes from.
    public let seed: UInt64

    /// A fuzzer whose inputs are fixed by `seed`.
    public init(seed: UInt64) { self.seed = seed }

    /// `count` damaged variants of `samples`, made one at a time as they are asked for.
    public func mutations(of samples: [[UInt8]], count: Int) -> some Sequence<[UInt8]> {
        (0..<count).lazy.map { mutation($0, of: samples) }
    }

    /// Variant `index`: one of the samples with one to four faults.
    public func mutation(_ index: Int, of samples: [[UInt8]]) -> [UInt8] {
        guard !samples.isEmpty else { return [] }
        var random = RandomStream(seed: seed, stream: UInt64(truncatingIfNeeded: index))
        var bytes = samples[random.below(samples.count)]
        for _ in 0...(random.below(4) * random.below(2)) {
            damage(&bytes, samples: samples, random: &random)
        }
        return bytes
    }

    private func damage(_ bytes: inout [UInt8], samples: [[UInt8]], random: inout RandomStream) {
        guard !bytes.isEmpty else {
            bytes = (0..<random.below(16)).map { _ in UInt8(truncatingIfNeeded: random.next()) }
            return
        }
        switch random.below(8) {
        case 0: flipBits(&bytes, random: &random)
        case 1: bytes[place(in: bytes, random: &random)] = [0, 1, 0x7f, 0x80, 0xfe, 0xff][random.below(6)]
        case 2: bytes.removeLast(bytes.count - random.below(bytes.count + 1))
        case 3: splice(&bytes, from: samples[random.below(samples.count)], random: &random)
        case 4: removeRange(&bytes, random: &random)
        case 5, 6: replaceNumber(&bytes, random: &random)
        default: replaceDigits(&bytes, random: &random)
        }
    }

    /// Headers lie at both ends of a file more often than in its middle, so half of all faults go there.
    private func place(in bytes: [UInt8], random: inout RandomStream) -> Int {
        switch random.below(4) {
        case 0: random.below(min(bytes.count, 64))
        case 1: bytes.count - 1 - random.below(min(bytes.count, 64))
        default: random.below(bytes.count)
        }
    }

    private func flipBits(_ bytes: inout [UInt8], random: inout RandomStream) {
        for _ in 0...random.below(8) {
            bytes[place(in: bytes, random: &random)] ^= 1 << UInt8(random.below(8))
        }
    }

    private func splice(_ bytes: inout [UInt8], from donor: [UInt8], random: inout RandomStream) {
        guard !donor.isEmpty else { return }
        let start = random.below(donor.count)
        let piece = donor[start..<min(donor.count, start + 1 + random.below(64))]
        let target = random.below(bytes.count)
        let replaced = random.below(2) == 0 ? 0 : min(piece.count, bytes.count - target)
        bytes.replaceSubrange(target..<(target + replaced), with: piece)
    }

    private func removeRange(_ bytes: inout [UInt8], random: inout RandomStream) {
        let start = random.below(bytes.count)
        bytes.removeSubrange(start..<min(bytes.count, start + 1 + random.below(64)))
    }

    /// Writes an extreme number of 1, 2, 4 or 8 bytes in either byte order over what is there.
    private func replaceNumber(_ bytes: inout [UInt8], random: inout RandomStream) {
        let width = 1 << random.below(4)
        let extremes: [UInt64] = [
            0, 1, 2, 0x7f, 0xff, 0x7fff, 0xffff, 0x7fff_ffff, 0x8000_0000, 0xffff_fffe, 0xffff_ffff,
            0x7fff_ffff_ffff_ffff, 0x8000_0000_0000_0000, .max, UInt64(bytes.count), UInt64(bytes.count) + 1,
        ]
        let value = extremes[random.below(extremes.count)]
        let bigEndian = random.below(2) == 0
        let start = place(in: bytes, random: &random)
        for index in 0..<min(width, bytes.count - start) {
            let shift = UInt64(bigEndian ? width - 1 - index : index) * 8
            bytes[start + index] = UInt8(truncatingIfNeeded: value >> shift)
        }
    }

    /// Replaces a number written in digits, as text headers hold them, by one that no reader expects.
    private func replaceDigits(_ bytes: inout [UInt8], random: inout RandomStream) {
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        let start = place(in: bytes, random: &random)
        guard let first = bytes[start...].firstIndex(where: digits.contains) else { return }
        let end = bytes[first...].firstIndex { !digits.contains($0) } ?? bytes.count
        let oddities = [
            "", "0", "-1", "4294967296", "9223372036854775807", "9223372036854775808", "18446744073709551615",
            "99999999999999999999999", "1e999", "nan", "1.5", "00000000000000000001", "\"",
        ]
        bytes.replaceSubrange(first..<end, with: Array(oddities[random.below(oddities.count)].utf8))
    }
}
