import Testing

@testable import SpikeEngine

@Suite("Counters")
struct CounterTests {
    @Test("Two inputs, three neurons, counted by hand")
    func dense() throws {
        let driven = Driven(
            sources: 2, Population(3, .leaky(timeConstant: 20, threshold: 1)), .dense([2, 0, 0, 0, 0, 0]),
            synapse: .alphaCurrent(timeConstant: 0.5))
        var simulation = try driven.simulation([
            Spike(step: 0, neuron: 0), Spike(step: 0, neuron: 1), Spike(step: 3, neuron: 1),
        ])
        try simulation.run(steps: 10)
        let work = try simulation.counters(of: driven.connection)
        #expect(
            work
                == ConnectionCounters(
                    arrivals: 3, synapticAdditions: 9, multiplyAdds: 0, weightAccesses: 9, membraneAccesses: 18))
        // Membrane, level and rise of three neurons in ten steps; the sources are not updated.
        #expect(
            try simulation.counters(of: driven.target)
                == GroupCounters(spikes: 0, neuronUpdates: 30, multiplyAdds: 90, stateAccesses: 180))
        #expect(
            try simulation.counters(of: driven.source)
                == GroupCounters(spikes: 3, neuronUpdates: 0, multiplyAdds: 0, stateAccesses: 0))
        simulation.resetCounters()
        #expect(try simulation.counters(of: driven.connection).arrivals == 0)
    }

    @Test("Only changes of weights whose partner has spiked count")
    func plasticity() throws {
        let net = PairedNet(3, 2, .dense(3, 2, weight: 0.5), .pairSTDP(potentiation: 0.1, depression: 0.1))
        // Arrivals of 0 and 1, a spike of target 1 (2 changes), then arrivals of 0, 1, 2 (3 changes), then both
        // targets (6 changes).
        var simulation = try net.simulation(
            [(0, 0), (0, 1), (2, 0), (2, 1), (2, 2)].map { Spike(step: $0.0, neuron: $0.1) },
            [(1, 1), (3, 0), (3, 1)].map { Spike(step: $0.0, neuron: $0.1) })
        try simulation.run(steps: 5)
        let work = try simulation.counters(of: net.learned)
        #expect(
            work
                == ConnectionCounters(
                    arrivals: 5, synapticAdditions: 10, multiplyAdds: 11, weightAccesses: 32, membraneAccesses: 20))
        #expect(try simulation.counters(of: net.target).spikes == 3)
    }

    @Test(
        "Sparse wiring counts the synapses that there are, lateral inhibition all but one, a jump leaves nothing behind"
    )
    func kinds() throws {
        var network = SpikeNetwork(timeStep: 1)
        let source = network.add(ScheduledSource(count: 3))
        let cells = network.add(Population(3, .integrateAndFire(threshold: 10)))
        let sparse = network.connect(
            source, cells, .sparse(SparseWeights(starts: [0, 2, 2, 3], targets: [0, 2, 1], weights: [1, 1, 1])),
            delay: .steps(0))
        let lateral = network.connect(source, cells, .allButOne(1), delay: .steps(0))
        var simulation = try Simulation(network, seed: 1)
        try simulation.schedule((0..<3).map { Spike(step: 0, neuron: $0) }, of: source)
        try simulation.run(steps: 2)
        #expect(try simulation.counters(of: sparse).synapticAdditions == 3)
        #expect(try simulation.counters(of: lateral).synapticAdditions == 6)
        #expect(try simulation.counters(of: cells).multiplyAdds == 6)
    }
}
