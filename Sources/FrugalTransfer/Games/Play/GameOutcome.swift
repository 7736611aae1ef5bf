/// What a step of a game brought.
public struct GameOutcome: Hashable, Codable, Sendable {
    /// The reward of the step.
    public var reward: Float
    /// Whether the episode is over, by the rules or because it was as long as it may be.
    public var hasEnded: Bool

    /// An outcome from its parts.
    public init(reward: Float, hasEnded: Bool) {
        self.reward = reward
        self.hasEnded = hasEnded
    }

    /// The outcome of a step after the end.
    static let over = GameOutcome(reward: 0, hasEnded: true)
}
