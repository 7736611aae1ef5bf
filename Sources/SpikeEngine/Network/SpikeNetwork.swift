/// A spiking network as a description: what there is and how it is connected. ``Simulation`` makes it run.
///
///     var network = SpikeNetwork(timeStep: 0.5)
///     let input = network.add(PoissonSource(count: 784))
///     let output = network.add(Population(100, .leaky(timeConstant: 20)))
///     network.connect(input, output, .dense(784, 100, weight: 0.1), synapse: .current(timeConstant: 5))
///     var simulation = try Simulation(network, seed: 1)
///
/// Nothing is checked while it is put together; a simulation of it finds every fault and names it.
public struct SpikeNetwork: Codable, Hashable, Sendable {
    /// Milliseconds in a step.
    public var timeStep: Double
    /// What spikes, in the order in which it was added.
    public private(set) var groups: [Group] = []
    /// The connections, in the order in which they were made.
    public private(set) var connections: [Connection] = []

    /// Something that spikes.
    public enum Group: Codable, Hashable, Sendable {
        /// Neurons.
        case population(Population)
        /// Sources at random.
        case poisson(PoissonSource)
        /// Sources at given times.
        case scheduled(ScheduledSource)
    }

    /// An empty network with steps of some milliseconds.
    public init(timeStep: Double) {
        self.timeStep = timeStep
    }

    /// Adds neurons.
    public mutating func add(_ population: Population) -> PopulationKey {
        groups.append(.population(population))
        return PopulationKey(index: groups.count - 1)
    }

    /// Adds sources at random.
    public mutating func add(_ source: PoissonSource) -> PoissonKey {
        groups.append(.poisson(source))
        return PoissonKey(index: groups.count - 1)
    }

    /// Adds sources at given times.
    public mutating func add(_ source: ScheduledSource) -> ScheduleKey {
        groups.append(.scheduled(source))
        return ScheduleKey(index: groups.count - 1)
    }

    /// Connects what spikes to neurons.
    /// - Parameters:
    ///   - source: what spikes.
    ///   - target: the neurons that its spikes reach.
    ///   - wiring: which of them, with what weight.
    ///   - synapse: what a spike does there.
    ///   - delay: the steps on the way.
    ///   - plasticity: how the weights learn; nil for weights that stay.
    ///   - name: what messages call it; empty for its number.
    @discardableResult
    public mutating func connect(
        _ source: some GroupKey, _ target: PopulationKey, _ wiring: Wiring, synapse: Synapse = .jump,
        delay: Delay = .steps(1), plasticity: Plasticity? = nil, name: String = ""
    ) -> ConnectionKey {
        connections.append(
            Connection(
                source: source.index, target: target.index, wiring: wiring, synapse: synapse, delay: delay,
                plasticity: plasticity, name: name))
        return ConnectionKey(index: connections.count - 1)
    }
}

extension SpikeNetwork.Group {
    /// How many neurons or sources there are.
    public var count: Int {
        switch self {
        case .population(let population): population.count
        case .poisson(let source): source.count
        case .scheduled(let source): source.count
        }
    }

    /// What messages call it; empty for its number.
    public var name: String {
        switch self {
        case .population(let population): population.name
        case .poisson(let source): source.name
        case .scheduled(let source): source.name
        }
    }
}
