/// Environments side by side as one, each some steps further into its episodes than the one before.
///
/// Copies that begin together meet the same moments together: all balls fall, then all are caught or missed. A method that
/// learns from a few steps at a time, such as ``AdvantageActorCritic``, then sees one moment for all and forgets the others.
/// Asynchronous workers (Mnih et al. 2016) are spread over their episodes by themselves; copies in step are spread by this.
public struct StaggeredEnvironment<Base: BatchedEnvironment>: BatchedEnvironment {
    private var parts: [Base]
    private let stride: Int

    /// Environments of the same kind, of which the n-th has played `stride * n` steps of action 0 when the first begins.
    /// - Throws: what an environment throws.
    public init(_ parts: [Base], stride: Int) throws {
        self.parts = parts
        self.stride = stride
        try stagger()
    }

    /// How many copies there are in all.
    public var count: Int { parts.reduce(0) { $0 + $1.count } }
    /// The shape of what one copy shows.
    public var observationShape: [Int] { parts.first?.observationShape ?? [] }
    /// The actions, numbered from 0.
    public var actionCount: Int { parts.first?.actionCount ?? 0 }

    /// Begins a first episode in every copy, spread again.
    public mutating func reset() throws {
        for place in parts.indices { try parts[place].reset() }
        try stagger()
    }

    /// Plays one step of every copy.
    public mutating func step(_ actions: [Int]) throws -> EnvironmentStep {
        var all = EnvironmentStep(rewards: [], hasEnded: [])
        var rest = actions[...]
        for place in parts.indices {
            let step = try parts[place].step(Array(share(of: &rest, parts[place].count, place)))
            all.rewards += step.rewards
            all.hasEnded += step.hasEnded
        }
        return all
    }

    /// Writes what all copies show, part after part.
    public func writeObservations(into observations: UnsafeMutableBufferPointer<Float>) throws {
        var rest = observations[...]
        for (place, part) in parts.enumerated() {
            let own = share(of: &rest, part.count * part.observationSize, place)
            try part.writeObservations(into: UnsafeMutableBufferPointer(rebasing: own))
        }
    }

    /// What a part gets of something for all; the last one gets whatever is left, so that it finds what is too much.
    private func share<Items: Collection>(of rest: inout Items, _ count: Int, _ place: Int) -> Items
    where Items.SubSequence == Items {
        let own = place == parts.count - 1 ? rest : rest.prefix(count)
        rest = rest.dropFirst(own.count)
        return own
    }

    private mutating func stagger() throws {
        for place in parts.indices {
            let still = Array(repeating: 0, count: parts[place].count)
            for _ in 0..<stride * place { _ = try parts[place].step(still) }
        }
    }
}

extension StaggeredEnvironment: Codable where Base: Codable {}
