import FrugalTrack

/// An architecture that a searcher wants tried.
public struct Proposal: Codable, Hashable, Sendable {
    /// What to build.
    public var architecture: Architecture
    /// How long to train, as a share of a whole training, above 0 and at most 1.
    public var effort: Double
    /// The number of the trial whose checkpoint is to be trained on; nil for fresh weights.
    public var continues: Int?
    /// The number of the trial that it was made from; nil for one made from nothing.
    public var parent: Int?

    /// A proposal.
    public init(_ architecture: Architecture, effort: Double = 1, continues: Int? = nil, parent: Int? = nil) {
        self.architecture = architecture
        self.effort = effort
        self.continues = continues
        self.parent = parent
    }
}

/// What something costs beside its accuracy. Smaller is better.
public enum CostKind: String, Codable, Hashable, Sendable, CaseIterable {
    /// Learned numbers.
    case parameters
    /// Multiply-adds an example.
    case operations
    /// Seconds for one example, measured.
    case latency
    /// Joules an example, estimated with the ledger's constants.
    case energy
}

/// A proposal and what came of it.
public struct Trial: Codable, Hashable, Sendable {
    /// How a trial ended.
    public enum Outcome: Codable, Hashable, Sendable {
        /// It was scored; higher is better. This is the search score, on validation examples, never a final score.
        case scored(Double)
        /// It could not be: memory, time, a number that is none.
        case failed(String)
    }

    /// Its place in the search, from 0.
    public var number: Int
    /// What was tried.
    public var proposal: Proposal
    /// What came of it.
    public var outcome: Outcome
    /// What the network costs.
    public var costs: [CostKind: Double]

    /// A trial that has ended.
    public init(_ number: Int, _ proposal: Proposal, _ outcome: Outcome, costs: [CostKind: Double] = [:]) {
        self.number = number
        self.proposal = proposal
        self.outcome = outcome
        self.costs = costs
    }

    /// The search score; nil for a trial that failed.
    public var score: Double? {
        if case .scored(let score) = outcome, score.isFinite { score } else { nil }
    }
}
