/// What a pool says to its worker process.
enum WorkerOrder: Codable {
    /// Begin a trial, in a process forked for it, or in the worker itself, which ends with it.
    case begin(TrialOrder, forks: Bool)
    /// Kill a trial.
    case stop(number: Int)
}

/// What a worker process says to its pool.
enum WorkerReport: Codable {
    /// It can take orders. With more than one thread it must not fork.
    case ready(threads: Int)
    /// A trial has begun in this process, which holds so many bytes already; 0 where it tells its worker.
    case began(number: Int, process: Int32, held: Int)
    /// A trial is so far.
    case step(number: Int, TrialStep)
    /// A trial has ended.
    case ended(TrialEnding)
}

/// What the process of a trial says to the worker process that forked it.
enum ChildReport: Codable {
    /// It has begun, and holds so many bytes that it has from the worker.
    case began(held: Int)
    case step(TrialStep)
    case result(TrialResult)
    case fault(TrialFault)
}

/// An error that the body of a trial threw.
struct TrialFault: Codable, Hashable, Sendable {
    enum Kind: String, Codable {
        /// Memory ended.
        case memory
        /// The disk refused: nothing that the architecture is to blame for.
        case storage
        /// Anything else.
        case error
    }

    var kind: Kind
    var text: String
}
