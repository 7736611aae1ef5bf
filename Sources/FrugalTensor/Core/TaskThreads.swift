import Dispatch
import Synchronization

/// Works out independent tasks side by side, one engine thread each.
///
/// A few-shot task's batches are too small to be worth sharing out within an operation; whole tasks are not. What a task
/// gives does not depend on how many run at once, and the results come in task order.
package enum TaskThreads {
    /// `body` of each of `0..<count`, on up to `threads` threads, the calling one included.
    /// - Throws: the error of the first task, by number, that failed.
    package static func map<Result: Sendable>(
        _ count: Int, threads: Int, _ body: @Sendable (_ task: Int) throws -> Result
    ) throws -> [Result] {
        let next = Atomic(0)
        let results = Mutex([Swift.Result<Result, any Error>?](repeating: nil, count: count))
        DispatchQueue.concurrentPerform(iterations: max(1, min(threads, count))) { _ in
            // The engine keeps this number for each thread.
            let before = Engine.threads
            Engine.threads = 1
            defer { Engine.threads = before }
            while true {
                let task = next.wrappingAdd(1, ordering: .relaxed).oldValue
                guard task < count else { return }
                let result = Swift.Result { try body(task) }
                results.withLock { $0[task] = result }
            }
        }
        return try results.withLock { try $0.compactMap { try $0?.get() } }
    }
}
