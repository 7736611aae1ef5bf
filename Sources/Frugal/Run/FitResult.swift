import FrugalTrack

/// What a fit gave.
public struct FitResult: Codable, Sendable, Equatable {
    /// The bundle's folder.
    public var bundle: String
    /// The report page.
    public var report: String
    /// The folder with the run's record, from which the same command goes on.
    public var work: String
    /// The row that was chosen.
    public var chosen: LeaderboardEntry
    /// Whether the model in the bundle was trained once more on training and validation part together.
    public var isRefitted: Bool
    /// What the logits are divided by.
    public var temperature: Double
    /// Every model that was tried.
    public var leaderboard: [LeaderboardEntry]
    /// The score on the test part.
    public var test: Evaluation
    /// How often the test part was scored: once in an honest run.
    public var testReads: Int
    /// What was noticed about the data.
    public var findings: [String]
    /// Examples in each part.
    public var splitSizes: [String: Int]
    /// Seconds used, reading and report included.
    public var seconds: Double
}
