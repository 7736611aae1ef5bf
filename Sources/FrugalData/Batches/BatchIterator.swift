import Foundation

/// The batches of one epoch, one after another. The thread that prepares them starts with the first `next()`.
public struct BatchIterator {
    private let count: Int
    private let ahead: Int
    private let make: @Sendable (Int) throws -> Batch
    private var position = 0
    private var preparation: Preparation?

    init(count: Int, ahead: Int, make: @escaping @Sendable (Int) throws -> Batch) {
        self.count = count
        self.ahead = ahead
        self.make = make
    }

    /// The next batch, nil after the last.
    ///
    /// - Throws: the error that kept the batch from being made; there are no batches after it.
    public mutating func next() throws -> Batch? {
        guard position < count else {
            preparation = nil
            return nil
        }
        position += 1
        do {
            guard ahead > 0 else { return try make(position - 1) }
            let running = preparation ?? Preparation(count: count, ahead: ahead, make: make)
            preparation = running
            return try running.take()
        } catch {
            position = count
            preparation = nil
            throw error
        }
    }
}

/// The consumer's end of a preparation. The thread holds the queue and not this object, so that this one goes, and stops
/// the thread, as soon as nobody can ask for batches any more.
private final class Preparation {
    private let queue: BatchQueue

    init(count: Int, ahead: Int, make: @escaping @Sendable (Int) throws -> Batch) {
        let queue = BatchQueue(capacity: ahead)
        self.queue = queue
        let thread = Thread {
            for index in 0..<count {
                // Errors travel in the queue like batches, so that those made before them are still used.
                let result = Result { try make(index) }
                guard queue.put(result), case .success = result else { return }
            }
        }
        thread.name = "frugal batches"
        thread.start()
    }

    func take() throws -> Batch? { try queue.take().get() }

    deinit { queue.close() }
}

/// A queue of bounded length between two threads.
///
/// Unchecked because the compiler cannot see that `condition` guards both variables.
private final class BatchQueue: @unchecked Sendable {
    private let condition = NSCondition()
    private let capacity: Int
    private var waiting: [Result<Batch, any Error>] = []
    private var isClosed = false

    init(capacity: Int) { self.capacity = capacity }

    /// Waits for room and appends; false when nobody wants batches any more.
    func put(_ result: Result<Batch, any Error>) -> Bool {
        condition.lock()
        defer { condition.unlock() }
        while waiting.count >= capacity, !isClosed { condition.wait() }
        guard !isClosed else { return false }
        waiting.append(result)
        condition.signal()
        return true
    }

    /// Waits for a batch and takes it out.
    func take() -> Result<Batch, any Error> {
        condition.lock()
        defer { condition.unlock() }
        while waiting.isEmpty { condition.wait() }
        condition.signal()
        return waiting.removeFirst()
    }

    /// Says that nobody wants batches any more, and frees those that wait.
    func close() {
        condition.lock()
        defer { condition.unlock() }
        isClosed = true
        waiting = []
        condition.signal()
    }
}
