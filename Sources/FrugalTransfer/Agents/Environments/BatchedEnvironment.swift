/// A task for agents in many copies that are stepped together: observations, actions, rewards, ends.
///
/// The native games are one (``GameEnvironment``); whatever runs elsewhere joins by conforming. A copy whose episode has
/// ended begins the next one in the same step: what is observed after it is the new episode, the reward is of the old one.
/// An episode that was cut short by a limit counts as ended, so that no value is expected after it.
public protocol BatchedEnvironment: Sendable {
    /// How many copies there are.
    var count: Int { get }
    /// The shape of what one copy shows, such as `[pictures, rows, columns]`.
    var observationShape: [Int] { get }
    /// The actions, numbered from 0.
    var actionCount: Int { get }

    /// Begins a first episode in every copy; what was running is dropped. A new environment needs no reset.
    mutating func reset() throws

    /// Plays one step of every copy.
    /// - Parameter actions: one for each copy, from 0 to ``actionCount`` - 1.
    /// - Throws: where the actions do not fit, or where what runs the environment has failed; the message says which.
    mutating func step(_ actions: [Int]) throws -> EnvironmentStep

    /// Writes what all copies show, `[count] + observationShape`, row by row.
    /// - Throws: where there is not room for exactly that many numbers.
    func writeObservations(into observations: UnsafeMutableBufferPointer<Float>) throws
}

/// What one step of all copies brought.
public struct EnvironmentStep: Sendable, Equatable {
    /// The reward of each copy.
    public var rewards: [Float]
    /// Whether the episode of each copy ended with this step.
    public var hasEnded: [Bool]

    /// A step of as many copies as there are rewards.
    public init(rewards: [Float], hasEnded: [Bool]) {
        self.rewards = rewards
        self.hasEnded = hasEnded
    }
}

extension BatchedEnvironment {
    /// The numbers that one copy shows.
    public var observationSize: Int { observationShape.reduce(1, *) }
}
