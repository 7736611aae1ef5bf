import CFrugalTorch

/// An array of numbers of any rank: a value, like `Array`.
///
/// Assigning copies nothing; changing one copy never changes another. Elements lie on a ``Device`` and share one
/// ``DType``. Operations that do not fit stop the program with a message that names the shapes, or throw inside
/// ``checking(_:)``; see <doc:Errors>.
public struct Tensor: Sendable {
    var handle: TensorHandle

    init(handle: TensorHandle) {
        self.handle = handle
    }

    init(taking pointer: OpaquePointer?) {
        self.handle = TensorHandle(pointer)
    }

    /// The funnel: the pointer lives exactly as long as `body` runs.
    @inline(__always)
    func withHandle<Result>(_ body: (OpaquePointer?) throws -> Result) rethrows -> Result {
        try withExtendedLifetime(handle) { try body(handle.pointer) }
    }

    /// Whether the memory may be changed without anybody noticing: no copy, view or recorded graph can see it.
    mutating func isUniquelyOwned() -> Bool {
        isKnownUniquelyReferenced(&handle) && frugal_is_unique(handle.pointer) && !requiresGradient
    }

    /// Makes this the only tensor that sees its memory, by a copy where it is not: every change in place begins so, and
    /// value semantics hold.
    mutating func makeUnique() {
        if !isUniquelyOwned() { self = withoutGradients { clone() } }
    }
}

extension Tensor {
    /// The length of every dimension, outermost first; empty for a scalar.
    public var shape: [Int] {
        withHandle { pointer in
            guard let pointer else { return [] }
            return (0..<frugal_rank(pointer)).map { frugal_size(pointer, $0) }
        }
    }

    /// The number of dimensions.
    public var rank: Int { withHandle { $0.map { frugal_rank($0) } ?? 0 } }

    /// The number of elements: the product of the shape.
    public var count: Int { withHandle { $0.map { frugal_element_count($0) } ?? 0 } }

    /// The type of the elements.
    public var dtype: DType { withHandle { $0.flatMap { DType(engineCode: frugal_dtype($0)) } ?? .float32 } }

    /// Where the elements lie.
    public var device: Device {
        withHandle { $0.flatMap { Device(engineType: frugal_device_type($0), index: frugal_device_index($0)) } ?? .cpu }
    }

    /// Whether operations on this tensor are recorded for gradients.
    public var requiresGradient: Bool { withHandle { $0.map { frugal_requires_gradient($0) } ?? false } }

    /// Whether a batch of images lies in memory with its channels innermost.
    public var isChannelsLast: Bool { withHandle { $0.map { frugal_is_channels_last($0) } ?? false } }

    /// Whether two tensors look at the same memory. For tests and for tied weights; values never show it.
    public func sharesMemory(with other: Tensor) -> Bool {
        withHandle { a in other.withHandle { b in a != nil && b != nil && frugal_same_memory(a, b) } }
    }

    /// A tensor with memory of its own.
    public func clone() -> Tensor { operation("clone", self, frugal_clone) }
}

extension Tensor {
    /// Whether two values are the very same tensor, not merely equal ones.
    public func isSame(as other: Tensor) -> Bool { handle === other.handle }

    /// What ``isSame(as:)`` compares, as a key. It means something only as long as the tensor lives.
    package var identity: ObjectIdentifier { ObjectIdentifier(handle) }
}
