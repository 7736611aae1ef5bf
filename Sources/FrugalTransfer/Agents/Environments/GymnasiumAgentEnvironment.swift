/// Environments of Gymnasium's for agents: the same copies behind the shape that ``AgentTraining`` knows. A copy of this value
/// plays on in the same Python process.
public struct GymnasiumAgentEnvironment: BatchedEnvironment {
    /// The copies.
    public let environments: GymnasiumEnvironments

    /// The copies of an environment.
    public init(_ environments: GymnasiumEnvironments) { self.environments = environments }

    /// How many copies there are.
    public var count: Int { environments.count }
    /// The shape of what one copy shows.
    public var observationShape: [Int] { environments.observationShape }
    /// The actions, numbered from 0.
    public var actionCount: Int { environments.actionCount }

    /// Begins a first episode in every copy.
    /// - Throws: ``GymnasiumError`` where the worker died, hung or raised an exception.
    public mutating func reset() throws { try environments.reset() }

    /// Plays one step of every copy.
    /// - Throws: ``GymnasiumError`` for other actions than there are, and where the worker failed.
    public mutating func step(_ actions: [Int]) throws -> EnvironmentStep {
        let step = try environments.step(actions)
        return EnvironmentStep(rewards: step.rewards, hasEnded: step.hasEnded)
    }

    /// Writes what all copies show; pixels of bytes become 0 to 1.
    /// - Throws: ``GymnasiumError`` if there is not room for exactly that many numbers.
    public func writeObservations(into observations: UnsafeMutableBufferPointer<Float>) throws {
        try environments.writeObservations(into: observations)
    }
}
