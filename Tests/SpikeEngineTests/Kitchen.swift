import Dispatch

@testable import SpikeEngine

/// A network with something of everything.
struct Kitchen {
    var network = SpikeNetwork(timeStep: 0.5)
    let input: PoissonKey
    let given: ScheduleKey
    let cells: PopulationKey
    let inhibitors: PopulationKey
    let exponentials: PopulationKey
    let recovering: PopulationKey
    let learned: ConnectionKey
    let rewarded: ConnectionKey

    init(cells count: Int = 450) {
        var random = TestRandom(40)
        input = network.add(PoissonSource(count: 12))
        given = network.add(ScheduledSource(count: 3))
        cells = network.add(
            Population(
                count,
                .adaptiveLeaky(
                    timeConstant: 100, rest: -65, threshold: -60, reset: .to(-65), refractory: 2,
                    adaptation: ThresholdAdaptation(increment: 0.5, timeConstant: 400, initial: 1, targetRate: 1))))
        inhibitors = network.add(Population(count, .leaky(timeConstant: 10, threshold: 0.5), name: "inhibitors"))
        exponentials = network.add(Population(5, .adaptiveExponential(AdaptiveExponentialNeuron())))
        recovering = network.add(Population(3, .izhikevich(IzhikevichNeuron())))
        learned = network.connect(
            input, cells, .dense(random.floats(12 * count)), synapse: .conductance(timeConstant: 1, reversal: 0),
            delay: .axonal((0..<12).map { $0 % 4 }), plasticity: .tripletSTDP(tripletDepression: 0.01))
        network.connect(cells, inhibitors, .oneToOne(count, weight: 3), synapse: .current(timeConstant: 2))
        network.connect(
            inhibitors, cells, .allButOne(0.4), synapse: .conductance(timeConstant: 2, reversal: -100))
        let sparse = SparseWeights.random(count, count, probability: 0.05, weight: 0.3, seed: 2)
        rewarded = network.connect(
            cells, inhibitors, .sparse(sparse), synapse: .alphaCurrent(timeConstant: 3),
            delay: .synaptic(sparse.targets.map { 1 + $0 % 5 }),
            plasticity: .pairSTDP(potentiation: 0.1, depression: 0.05, bounds: .soft(0, 1)).rewarded(after: 50))
        network.connect(given, exponentials, .dense(3, 5, weight: 900), synapse: .current(timeConstant: 8))
        network.connect(exponentials, recovering, .dense(5, 3, weight: 8), synapse: .jump)
    }

    /// A simulation with its input.
    func simulation(seed: UInt64 = 3) throws -> Simulation {
        var simulation = try Simulation(network, seed: seed)
        var random = TestRandom(41)
        try simulation.setRates(random.floats(12, 50..<300), of: input)
        try simulation.schedule(random.spikes(3, steps: 300, probability: 0.1), of: given)
        try simulation.setCurrents([4, 0, 6], of: recovering)
        return simulation
    }
}

/// Runs the parts at the same time.
struct Threads: PartitionRunner {
    let partitions: Int

    func run(_ count: Int, _ body: @Sendable (Int) -> Void) {
        DispatchQueue.concurrentPerform(iterations: count, execute: body)
    }
}
