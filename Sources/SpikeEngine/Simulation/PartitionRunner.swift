/// Runs the parts of a step. The engine has no threads: whoever has some lends them so.
///
///     struct Threads: PartitionRunner {
///         let partitions = 4
///         func run(_ count: Int, _ body: @Sendable (Int) -> Void) {
///             DispatchQueue.concurrentPerform(iterations: count) { body($0) }
///         }
///     }
///
/// The result does not depend on the number of parts, not in a single bit.
public protocol PartitionRunner {
    /// Into how many parts a population is cut.
    var partitions: Int { get }
    /// Calls `body` once with each number from 0 up to `count`, in any order and at the same time if it likes, and
    /// returns when all calls have.
    func run(_ count: Int, _ body: @Sendable (Int) -> Void)
}

/// Runs one part after the other.
public struct SequentialRunner: PartitionRunner {
    /// Into how many parts a population is cut; more than one is of use to tests only.
    public let partitions: Int

    /// A runner that cuts populations into some parts.
    public init(partitions: Int = 1) {
        self.partitions = partitions
    }

    /// Calls `body` with one number after the other.
    public func run(_ count: Int, _ body: @Sendable (Int) -> Void) {
        for index in 0..<count { body(index) }
    }
}
