/// What one process is to do: a trial of a study.
public struct TrialOrder: Codable, Hashable, Sendable {
    /// The trial's place in the study, from 0.
    public var number: Int
    /// How often it was begun, this time included. From the second time on there may be a checkpoint.
    public var attempt: Int
    /// What to try.
    public var proposal: Proposal
    /// The trial's own seed, the same in every attempt.
    public var seed: UInt64
    /// The folder for its checkpoints, which is there. It outlives the attempt, and the process.
    public var folder: String
    /// The folder of the trial whose training is to be continued; nil for fresh weights.
    public var continuedFolder: String?
    /// Seconds after which it is killed; nil for none.
    public var seconds: Double?
    /// Bytes that it may take beyond what the worker holds; nil for no limit.
    public var memory: Int?

    /// An order.
    public init(
        number: Int, attempt: Int = 1, proposal: Proposal, seed: UInt64, folder: String, continuedFolder: String? = nil,
        seconds: Double? = nil, memory: Int? = nil
    ) {
        self.number = number
        self.attempt = attempt
        self.proposal = proposal
        self.seed = seed
        self.folder = folder
        self.continuedFolder = continuedFolder
        self.seconds = seconds
        self.memory = memory
    }

    /// What the trial prints goes here.
    var outputFile: String { folder + "/output.txt" }
}

/// What a trial found.
public struct TrialResult: Codable, Hashable, Sendable {
    /// The search score, on validation examples; higher is better.
    public var score: Double
    /// What the network costs.
    public var costs: [CostKind: Double]

    /// A result.
    public init(score: Double, costs: [CostKind: Double] = [:]) {
        self.score = score
        self.costs = costs
    }
}

/// How far a trial is.
public struct TrialStep: Codable, Hashable, Sendable {
    /// Steps done.
    public var step: Int
    /// Steps in all.
    public var of: Int
    /// What was measured there, such as a loss; nil for nothing.
    public var value: Double?
}
