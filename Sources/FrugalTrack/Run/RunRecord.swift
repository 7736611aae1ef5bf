import Foundation

/// What `run.json` holds: everything that is needed to repeat a run and to know what it gave.
public struct RunRecord: Codable, Sendable, Equatable {
    /// Where a run stands.
    public enum State: String, Codable, Sendable {
        /// It has begun; whether it still runs, the lock of the folder tells.
        case started
        /// It came to its end.
        case finished
        /// It ended with an error that a person has to look at.
        case failed
    }

    /// The version of this file's layout.
    public var format = 1
    /// The resolved settings of the run.
    public var recipe: JSONValue
    /// The seed that all its random numbers come from.
    public var seed: UInt64
    /// Versions of what the run was made with, by name: Frugal, libtorch, Swift.
    public var versions: [String: String]
    /// SHA-256 of the data read, by file or data set.
    public var dataHashes: [String: String]
    /// When the run was first started.
    public var started: Date
    /// How often the run has been taken up again after it was stopped.
    public var resumptions = 0
    /// Where the run stands.
    public var state = State.started
    /// How often the test part was read: once, by the last step, in an honest run.
    public var testReads = 0
    /// What the run cost, once known.
    public var ledger: LedgerRecord?
    /// What the run gave, once known.
    public var result: JSONValue?

    /// A record of a run that begins now.
    /// - Parameter recipe: the resolved settings; a change of them makes it another run.
    /// - Throws: where `recipe` cannot be written as JSON.
    public init(
        recipe: some Encodable, seed: UInt64, versions: [String: String] = [:], dataHashes: [String: String] = [:],
        started: Date = Date()
    ) throws {
        self.recipe = try TrackJSON.value(of: recipe)
        self.seed = seed
        self.versions = versions
        self.dataHashes = dataHashes
        // Whole seconds, so that what is read back equals what was written.
        self.started = Date(timeIntervalSince1970: started.timeIntervalSince1970.rounded())
    }

    /// Whether `other` is the same experiment: recipe, seed and data agree. Versions may differ; the folder tells which.
    public func isSameExperiment(as other: RunRecord) -> Bool {
        recipe == other.recipe && seed == other.seed && dataHashes == other.dataHashes
    }
}
