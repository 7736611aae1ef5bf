/// A connection from a group to a population.
public struct Connection: Codable, Hashable, Sendable {
    /// The number of the group whose spikes it carries.
    public var source: Int
    /// The number of the population that they reach.
    public var target: Int
    /// Which neurons reach which.
    public var wiring: Wiring
    /// What a spike does.
    public var synapse: Synapse
    /// The steps on the way.
    public var delay: Delay
    /// How the weights learn; nil for weights that stay.
    public var plasticity: Plasticity?
    /// What messages call it; empty for its number.
    public var name: String
}
