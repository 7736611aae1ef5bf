/// A network that runs. It is a value: a copy goes its own way from where it was made.
///
///     var simulation = try Simulation(network, seed: 1)
///     try simulation.setRates(rates, of: input)
///     try simulation.run(steps: 700)
///     let counts = try simulation.spikeCounts(of: excitatory)
///
/// Everything that happens is given by the network, the seed and what was called; not by the number of threads.
public struct Simulation: Sendable {
    /// Shared with copies until one of them changes.
    private(set) var core: Core

    /// A simulation at step 0, with everything at rest.
    /// - Throws: ``SpikeError`` that names the first fault of the network.
    public init(_ network: SpikeNetwork, seed: UInt64) throws {
        let builder = try BlueprintBuilder(network, seed: seed)
        core = Core(blueprint: Blueprint(builder), state: builder.state.memory())
    }

    /// The description of the network.
    public var network: SpikeNetwork { core.blueprint.network }

    /// The number of the step that comes next, which is also how many there have been.
    public var step: Int { core.step }

    /// Milliseconds since the beginning.
    public var time: Double { Double(step) * network.timeStep }

    /// Goes on by some steps, on this thread.
    /// - Throws: ``SpikeError`` of kind `value` for a negative number, of kind `divergence` if a membrane is no number
    ///   any
    ///   more; it names the neuron.
    public mutating func run(steps: Int) throws { try run(steps: steps, on: SequentialRunner()) }

    /// Goes on by some steps, with populations cut into parts that the runner may run at the same time.
    /// - Throws: ``SpikeError`` of kind `value` for a negative number, of kind `divergence` if a membrane is no number
    ///   any
    ///   more; it names the neuron.
    public mutating func run(steps: Int, on runner: some PartitionRunner) throws {
        guard steps >= 0, steps < Int.max / 2 - step else {
            throw SpikeError(.value, "run", "\(steps) steps", remedy: "give zero or more")
        }
        change().run(steps: steps, on: runner)
        try checkMembranes()
    }

    /// The core, with no other owner.
    mutating func change() -> Core {
        if !isKnownUniquelyReferenced(&core) { core = Core(copying: core) }
        return core
    }

    /// Takes another core.
    mutating func replace(_ core: Core) { self.core = core }

    private func checkMembranes() throws {
        for (index, group) in core.blueprint.groups.elements.enumerated() {
            guard case .population(let place) = group.kind else { continue }
            let membrane = core.blueprint.populations.elements[place].membrane.elements(in: core.state)
            guard let neuron = (0..<group.count).first(where: { !membrane[$0].isFinite }) else { continue }
            throw SpikeError(
                .divergence, network.name(ofGroup: index), "the membrane of neuron \(neuron) is \(membrane[neuron])",
                remedy: "make the input weaker or the time step shorter")
        }
    }
}
