/// The work of a population or source since it was last set to zero.
public struct GroupCounters: Codable, Hashable, Sendable {
    /// Spikes.
    public var spikes: Int
    /// Times a neuron was taken through a step. Neurons at rest count too, although the engine skips them.
    public var neuronUpdates: Int
    /// Multiplications with an addition: for each update one for the membrane, one for a second variable and one for
    /// each number that synapses leave behind.
    public var multiplyAdds: Int
    /// Reads and writes of these numbers: two for each of them in an update.
    public var stateAccesses: Int
}

/// The work of a connection since it was last set to zero.
public struct ConnectionCounters: Codable, Hashable, Sendable {
    /// Spikes that arrived.
    public var arrivals: Int
    /// Weights that were added to a target: one for each synapse that an arrival passes.
    public var synapticAdditions: Int
    /// Changes of weights, or of their eligibility, each a multiplication with an addition.
    public var multiplyAdds: Int
    /// Reads and writes of weights: one for an addition, two for a change.
    public var weightAccesses: Int
    /// Reads and writes of a target's state: two for an addition.
    public var membraneAccesses: Int
}
