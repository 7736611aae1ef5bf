/// Eight neurons side by side: two registers of SSE2, one of AVX.
typealias Lanes = SIMD8<Float>
/// Eight whole numbers side by side: clocks, and the bits of ``Lanes``.
typealias WholeLanes = SIMD8<Int32>
/// The neurons in a block of lanes.
let laneCount = 8
/// The neurons in a chunk: the bits of a word of spikes. Partitions are cut between chunks.
let chunkSize = 64
/// The blocks of lanes in a chunk.
let blocksInChunk = chunkSize / laneCount

// Masks are whole numbers with all bits set or none. The library's own masks compile to a bit for each lane, which is
// unpacked one lane after the other where the processor has no registers for them.

/// The bits of eight numbers.
@inline(__always)
func bits(_ values: Lanes) -> WholeLanes { unsafeBitCast(values, to: WholeLanes.self) }

/// A mask of the lanes in which a number is below another; the sign of the difference, spread over the lane.
@inline(__always)
func isBelow(_ one: Lanes, _ other: Lanes) -> WholeLanes { bits(one - other) &>> 31 }

/// `yes` where the mask is set, `no` elsewhere.
@inline(__always)
func choose(_ mask: WholeLanes, _ yes: Lanes, _ no: Lanes) -> Lanes {
    unsafeBitCast((bits(yes) & mask) | (bits(no) & ~mask), to: Lanes.self)
}

/// Whether the highest bit of any lane is set.
@inline(__always)
func isNegativeAnywhere(_ lanes: WholeLanes) -> Bool { united(lanes) & 0x8000_0000_8000_0000 != 0 }

/// Whether any lane is not zero.
@inline(__always)
func isHeardAnywhere(_ values: Lanes) -> Bool { united(bits(values)) & 0x7FFF_FFFF_7FFF_FFFF != 0 }

/// The bits that any of two halves of the lanes has.
@inline(__always)
private func united(_ lanes: WholeLanes) -> UInt64 {
    let words = unsafeBitCast(lanes, to: SIMD4<UInt64>.self)
    let halves = words.lowHalf | words.highHalf
    return halves[0] | halves[1]
}

extension UnsafeMutablePointer where Pointee == Float {
    /// The block of eight numbers with this position, counted in blocks; the pointer must be aligned to a block.
    @inline(__always)
    subscript(block block: Int) -> Lanes {
        get { UnsafeRawPointer(self).load(fromByteOffset: block &* 32, as: Lanes.self) }
        nonmutating set {
            UnsafeMutableRawPointer(self).storeBytes(of: newValue, toByteOffset: block &* 32, as: Lanes.self)
        }
    }
}

extension UnsafeMutablePointer where Pointee == Int32 {
    /// The block of eight whole numbers with this position, counted in blocks.
    @inline(__always)
    subscript(block block: Int) -> WholeLanes {
        UnsafeRawPointer(self).load(fromByteOffset: block &* 32, as: WholeLanes.self)
    }
}
