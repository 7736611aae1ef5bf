/// Numbers that a tensor will look at without copying them: filled once, by the one function that made it.
final class FloatStorage {
    private let base: UnsafeMutablePointer<Float>
    private let count: Int

    init(count: Int) {
        self.count = count
        base = .allocate(capacity: max(1, count))
    }

    deinit { base.deallocate() }

    /// Lets `body` write all numbers.
    func fill(_ body: (UnsafeMutablePointer<Float>) throws -> Void) rethrows { try body(base) }

    /// The bytes, alive as long as this object.
    var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: base, count: count * MemoryLayout<Float>.stride) }
}
