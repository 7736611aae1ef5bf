import Testing

@testable import SpikeEngine

@Suite("Sources")
struct SourceTests {
    private func poisson(_ rates: [Float], steps: Int, seed: UInt64 = 1) throws -> [Spike] {
        var network = SpikeNetwork(timeStep: 0.5)
        let source = network.add(PoissonSource(count: rates.count))
        var simulation = try Simulation(network, seed: seed)
        try simulation.setRates(rates, of: source)
        try simulation.recordSpikes(of: source)
        try simulation.run(steps: steps)
        return try simulation.spikes(of: source)
    }

    @Test("Sources at random spike at their rates, with geometric gaps")
    func rates() throws {
        let spikes = try poisson([0, 20, 200, 2000], steps: 20_000)
        let counts = (0..<4).map { source in spikes.count { $0.neuron == source } }
        #expect(counts[0] == 0)
        // Ten seconds; three standard deviations of a binomial distribution.
        #expect(abs(counts[1] - 200) < 45)
        #expect(abs(counts[2] - 2000) < 130)
        #expect(counts[3] == 20_000)
        let steps = spikes.filter { $0.neuron == 2 }.map(\.step)
        let gaps = zip(steps, steps.dropFirst()).map { $1 - $0 }
        let ones = Double(gaps.count { $0 == 1 }) / Double(gaps.count)
        #expect(abs(ones - 0.1) < 0.02)
        let mean = Double(gaps.reduce(0, +)) / Double(gaps.count)
        let square = Double(gaps.reduce(0) { $0 + $1 * $1 }) / Double(gaps.count)
        #expect(abs((square - mean * mean) / (0.9 / 0.01) - 1) < 0.2)
    }

    @Test("The spikes of a source do not depend on the others, but on the seed")
    func independence() throws {
        let alone = try poisson([0, 50, 0], steps: 2000)
        let together = try poisson([900, 50, 300], steps: 2000)
        #expect(alone == together.filter { $0.neuron == 1 })
        #expect(alone.count > 20)
        let equal = try poisson([50, 50], steps: 2000)
        let steps = (0..<2).map { source in equal.filter { $0.neuron == source }.map(\.step) }
        #expect(steps[0] != steps[1])
        #expect(alone != (try poisson([0, 50, 0], steps: 2000, seed: 2)))
    }

    @Test("Rates can be set between runs, and a rate that stays changes nothing")
    func changing() throws {
        var network = SpikeNetwork(timeStep: 0.5)
        let source = network.add(PoissonSource(count: 3))
        var simulation = try Simulation(network, seed: 4)
        try simulation.recordSpikes(of: source)
        try simulation.setRates([100, 0, 40], of: source)
        try simulation.run(steps: 500)
        var other = simulation
        try other.setRates([0, 100, 40], of: source)
        try simulation.run(steps: 500)
        try other.run(steps: 500)
        let late = try other.spikes(of: source).filter { $0.step >= 500 }
        #expect(late.allSatisfy { $0.neuron != 0 })
        #expect(late.contains { $0.neuron == 1 })
        #expect(
            late.filter { $0.neuron == 2 }
                == (try simulation.spikes(of: source).filter { $0.step >= 500 && $0.neuron == 2 }))
    }

    @Test("Sources at given times spike then, in whatever order they are told, and once a step")
    func scheduled() throws {
        var network = SpikeNetwork(timeStep: 1)
        let source = network.add(ScheduledSource(count: 100))
        var simulation = try Simulation(network, seed: 1)
        try simulation.recordSpikes(of: source)
        try simulation.schedule(
            [Spike(step: 4, neuron: 99), Spike(step: 0, neuron: 3), Spike(step: 4, neuron: 99)], of: source)
        try simulation.run(steps: 2)
        try simulation.schedule([Spike(step: 2, neuron: 64)], of: source)
        try simulation.run(steps: 5)
        #expect(
            try simulation.spikes(of: source)
                == [Spike(step: 0, neuron: 3), Spike(step: 2, neuron: 64), Spike(step: 4, neuron: 99)])
    }
}
