/// Something that happens during a fit and that a person watching wants to know.
public enum FitEvent: Sendable {
    /// A phase began, such as `reading`.
    case phase(String)
    /// Something worth knowing: a finding in the data, a decision.
    case note(String)
    /// A candidate went on training.
    case training(TrainingProgress)
    /// A row of the leaderboard is complete.
    case entry(LeaderboardEntry)
}

/// How far a candidate has come.
public struct TrainingProgress: Sendable {
    /// The candidate.
    public var candidate: String
    /// Steps done.
    public var step: Int
    /// Steps planned; 0 while the plan is being made.
    public var plannedSteps: Int
    /// Examples a second.
    public var rate: Double
    /// The best validation accuracy so far; nil before the first look.
    public var bestAccuracy: Double?
}
