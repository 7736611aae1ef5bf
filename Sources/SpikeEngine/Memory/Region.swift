/// Where an array lies in a ``Memory``: an offset, so that it holds for every copy of the block.
struct Region<Element: BitwiseCopyable>: Sendable {
    /// The first byte.
    let offset: Int
    /// How many elements there are.
    let count: Int

    /// No elements.
    static var none: Region { Region(offset: 0, count: 0) }

    /// The first element.
    @inline(__always)
    func start(in memory: UnsafeMutableRawPointer) -> UnsafeMutablePointer<Element> {
        (memory + offset).assumingMemoryBound(to: Element.self)
    }

    /// All elements.
    func elements(in memory: Memory) -> UnsafeMutableBufferPointer<Element> {
        UnsafeMutableBufferPointer(start: start(in: memory.start), count: count)
    }
}

/// Lays regions out one after the other, each at the start of a cache line, and notes what they begin with.
struct Layout {
    private(set) var byteCount = 0
    private var fills: [(Memory) -> Void] = []

    /// Room for some elements, zero at first.
    mutating func reserve<Element: BitwiseCopyable>(_ type: Element.Type, _ count: Int) -> Region<Element> {
        let region = Region<Element>(offset: byteCount, count: count)
        byteCount += (count * MemoryLayout<Element>.stride + 63) / 64 * 64
        return region
    }

    /// Room for `count` elements that begin with these; the others are zero.
    mutating func place<Element: BitwiseCopyable>(
        _ values: [Element], roomFor count: Int? = nil
    ) -> Region<Element> {
        let region = reserve(Element.self, max(count ?? values.count, values.count))
        fills.append { memory in
            let room = region.elements(in: memory)
            for (index, value) in values.enumerated() { room[index] = value }
        }
        return region
    }

    /// Room for `count` elements of this value.
    mutating func fill<Element: BitwiseCopyable>(_ value: Element, _ count: Int) -> Region<Element> {
        let region = reserve(Element.self, count)
        fills.append { region.elements(in: $0).update(repeating: value) }
        return region
    }

    /// A block with everything in its place.
    func memory() -> Memory {
        let memory = Memory(byteCount: byteCount)
        for fill in fills { fill(memory) }
        return memory
    }
}

/// The smallest multiple of a unit that is not below a number.
func roundedUp(_ number: Int, to unit: Int) -> Int { (number + unit - 1) / unit * unit }
