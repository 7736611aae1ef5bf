import SpikeEngine

/// A NIR graph as a network of the engine.
public struct NIREngineNetwork: Sendable {
    /// The network: a source for each input, a population for each node of neurons.
    public var network: SpikeNetwork
    /// What gives the graph's inputs their spikes, by the names of the nodes.
    public var inputs: [String: ScheduleKey]
    /// The neurons, by the names of the nodes.
    public var populations: [String: PopulationKey]
    /// The populations whose spikes are the graph's output.
    public var outputs: [String]
    /// The constant currents that the graph's biases are, by the names of the nodes.
    public var currents: [String: [Float]]

    /// A simulation at rest, with the biases as currents.
    /// - Throws: `SpikeError` that names the first fault of the network.
    public func simulation(seed: UInt64 = 0) throws -> Simulation {
        var simulation = try Simulation(network, seed: seed)
        for (name, currents) in currents {
            if let key = populations[name] { try simulation.setCurrents(currents, of: key) }
        }
        return simulation
    }
}
