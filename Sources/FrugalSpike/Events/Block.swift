/// Numbers at a place that does not move, the start of a cache line, with one owner.
///
/// Its length is fixed when it is made, so that a simulation allocates nothing once it has begun.
final class Block<Element: BitwiseCopyable>: @unchecked Sendable {
    // Unchecked: a block of weights is not written after it was filled, and any other belongs to one run on one thread.

    /// The first number.
    let start: UnsafeMutablePointer<Element>
    /// How many there are.
    let count: Int

    /// So many times `value`.
    init(_ count: Int, of value: Element) {
        self.count = count
        let bytes = UnsafeMutableRawPointer.allocate(
            byteCount: max(count * MemoryLayout<Element>.stride, 64), alignment: 64)
        start = bytes.initializeMemory(as: Element.self, repeating: value, count: count)
    }

    deinit { UnsafeMutableRawPointer(start).deallocate() }

    /// One of the numbers.
    subscript(index: Int) -> Element {
        get { start[index] }
        set { start[index] = newValue }
    }

    /// Every number becomes zero. By bytes, because a generic loop over numbers would not be a fast one.
    func clear() {
        UnsafeMutableRawBufferPointer(start: start, count: count * MemoryLayout<Element>.stride)
            .initializeMemory(as: UInt8.self, repeating: 0)
    }

    /// Takes over the numbers of a block of the same length.
    func copy(_ other: Block) {
        UnsafeMutableRawPointer(start).copyMemory(
            from: other.start, byteCount: min(count, other.count) * MemoryLayout<Element>.stride)
    }

    /// The numbers as an array.
    var array: [Element] { Array(UnsafeBufferPointer(start: start, count: count)) }
}
