/// Why a trial gave no score.
public enum TrialFailure: String, Codable, Hashable, Sendable, CaseIterable {
    /// It asked for more memory than it may have.
    case memory
    /// It took longer than it may.
    case time
    /// Its score is not a finite number.
    case notANumber = "not-a-number"
    /// Its process ended without a result.
    case crash
    /// It threw an error.
    case error
    /// Its process was killed from outside, again and again.
    case lost
}

/// How a trial ended, as it is stored.
public struct TrialRecord: Hashable, Sendable {
    /// The score, or the failure in words that are the same in every run.
    public var outcome: Trial.Outcome
    /// What kind of failure it was; nil for a score.
    public var failure: TrialFailure?
    /// What else is known of a failure, such as what the trial printed last. It may differ from run to run.
    public var detail: String
    /// What the network costs. A cost that is no finite number is left out.
    public var costs: [CostKind: Double]
    /// How long the attempt that ended it took.
    public var seconds: Double

    /// The score of a trial.
    public init(score: Double, costs: [CostKind: Double] = [:], seconds: Double = 0) {
        self.init(outcome: .scored(score), failure: nil, detail: "", costs: costs, seconds: seconds)
        if !score.isFinite {
            outcome = .failed("its score is not a finite number")
            failure = .notANumber
        }
    }

    /// The failure of a trial.
    public init(_ failure: TrialFailure, _ text: String, detail: String = "", seconds: Double = 0) {
        self.init(outcome: .failed(text), failure: failure, detail: detail, costs: [:], seconds: seconds)
    }

    init(outcome: Trial.Outcome, failure: TrialFailure?, detail: String, costs: [CostKind: Double], seconds: Double) {
        self.outcome = outcome
        self.failure = failure
        self.detail = detail
        self.costs = costs.filter { $0.value.isFinite }
        self.seconds = seconds
    }
}

/// A trial as it lies in the store.
public struct StoredTrial: Hashable, Sendable {
    /// How far it is.
    public enum State: Int, Sendable {
        /// Nobody works at it.
        case proposed = 0
        /// Somebody works at it, or died over it.
        case leased = 1
        /// It has ended.
        case ended = 2
    }

    /// Its place in the study, from 0.
    public var number: Int
    /// What is tried.
    public var proposal: Proposal
    /// How far it is.
    public var state: State
    /// How often it was begun. It is the fencing token of its lease as well: each lease has a higher one.
    public var attempt: Int
    /// How often its process was killed from outside.
    public var losses: Int
    /// How it ended; nil before that.
    public var record: TrialRecord?
    /// When it was begun last, in seconds since 1970.
    public var began: Double?
    /// When it ended, in seconds since 1970.
    public var ended: Double?

    /// The trial as searchers see it; nil before it has ended.
    public var trial: Trial? {
        record.map { Trial(number, proposal, $0.outcome, costs: $0.costs) }
    }
}

/// The right to work at a trial.
public struct TrialLease: Hashable, Sendable {
    /// The trial.
    public var number: Int
    /// The fencing token, which is the number of the attempt, from 1: a result that comes with an older one is late.
    public var token: Int
    /// What is tried.
    public var proposal: Proposal
    /// How often its process was killed from outside.
    public var losses: Int
}

/// A result that came after its lease had passed on.
public struct LateResult: Hashable, Sendable {
    /// The trial.
    public var number: Int
    /// The token it came with.
    public var token: Int
    /// What it said.
    public var record: TrialRecord
    /// When it came, in seconds since 1970.
    public var arrived: Double
}
