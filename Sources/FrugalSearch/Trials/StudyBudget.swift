import FrugalTrack

/// How long a study goes on.
///
/// With trials alone the result is the same bits whatever happens to the processes. With seconds it depends on how fast the
/// machine is; what was decided on that ground stands in ``TrialStore/notes()``.
public struct StudyBudget: Codable, Hashable, Sendable {
    /// Trials in all, those of earlier processes included; nil for any number.
    public var trials: Int?
    /// Seconds in all, those of earlier processes included; nil for any number. Time that the machine sleeps is not counted.
    public var seconds: Double?
    /// Seconds that this process took before the study was run, which count as well.
    public var before: Double

    /// A budget.
    public init(trials: Int? = nil, seconds: Double? = nil, before: Double = 0) {
        self.trials = trials
        self.seconds = seconds
        self.before = before
    }

    /// - Throws: `FrugalError` of kind `usage` where it has no end or no beginning.
    func check() throws {
        let remedy = "give a number of trials or a time above 0"
        guard trials != nil || seconds != nil else {
            throw FrugalError(.usage, "budget", "it has no end", remedy: remedy)
        }
        if let trials, trials < 1 { throw FrugalError(.usage, "budget", "\(trials) trials are none", remedy: remedy) }
        if let seconds, !(seconds > 0 && seconds.isFinite) {
            throw FrugalError(.usage, "budget", "\(seconds) seconds are no time to search in", remedy: remedy)
        }
    }
}

/// What each trial may take.
public struct TrialLimits: Codable, Hashable, Sendable {
    /// Seconds of one attempt; nil for no limit.
    public var seconds: Double?
    /// Bytes beyond what the worker holds; nil for no limit.
    public var memory: Int?
    /// How often its process may be killed from outside before it counts as failed: the system may be killing it for want
    /// of memory.
    public var losses: Int

    /// Limits.
    public init(seconds: Double? = nil, memory: Int? = nil, losses: Int = 5) {
        self.seconds = seconds
        self.memory = memory
        self.losses = losses
    }
}

/// Something that happened in a study while it ran.
public enum StudyEvent: Hashable, Sendable {
    /// Trials of earlier processes are there: so many have ended, which took so many seconds.
    case resumed(ended: Int, seconds: Double)
    /// A trial was begun, for the first time or again.
    case began(number: Int, attempt: Int, process: Int32)
    /// A trial is so far.
    case step(number: Int, TrialStep)
    /// A trial has ended, after so many seconds.
    case ended(Trial, seconds: Double)
    /// Something was decided, or happened, that ``TrialStore/notes()`` keeps too.
    case note(String)
}

/// Why a study stopped.
public enum StudyEnd: Hashable, Sendable {
    /// All trials of the budget have ended.
    case trials
    /// The time is over.
    case time
    /// It was asked to stop, and goes on another time.
    case asked
}
