/// Things that spike at random, each with a rate of its own that can be set between runs. They are silent at first.
public struct PoissonSource: Codable, Hashable, Sendable {
    /// How many there are.
    public var count: Int
    /// What messages call them; empty for their number.
    public var name: String

    /// Some silent sources.
    public init(count: Int, name: String = "") {
        self.count = count
        self.name = name
    }
}

/// Things that spike when they are told to, by ``Simulation/schedule(_:of:)``.
public struct ScheduledSource: Codable, Hashable, Sendable {
    /// How many there are.
    public var count: Int
    /// What messages call them; empty for their number.
    public var name: String

    /// Some sources without spikes.
    public init(count: Int, name: String = "") {
        self.count = count
        self.name = name
    }
}

/// A spike: who and when.
public struct Spike: Codable, Hashable, Sendable, Comparable {
    /// The step in which it happens; the first step is 0.
    public var step: Int
    /// The number of the neuron or source within its group.
    public var neuron: Int

    /// A spike of a neuron in a step.
    public init(step: Int, neuron: Int) {
        self.step = step
        self.neuron = neuron
    }

    /// Whether a spike comes before another, the lower neuron first within a step.
    public static func < (one: Spike, other: Spike) -> Bool {
        one.step != other.step ? one.step < other.step : one.neuron < other.neuron
    }
}
