import Testing

@testable import SpikeEngine

@Suite("Wiring and delays")
struct WiringTests {
    /// What has arrived at each target after some spikes.
    private func sums(
        _ sources: Int, _ targets: Int, _ wiring: Wiring, _ spikes: [Spike], partitions: Int = 1
    ) throws -> [Float] {
        let driven = Driven(sources: sources, adder(targets), wiring)
        var simulation = try driven.simulation(spikes)
        try simulation.run(steps: 4, on: SequentialRunner(partitions: partitions))
        return try simulation.membranes(of: driven.target)
    }

    /// The dense weights that do the same.
    private func dense(_ sources: Int, _ targets: Int, _ weight: (Int, Int) -> Float) -> Wiring {
        .dense((0..<sources).flatMap { source in (0..<targets).map { weight(source, $0) } })
    }

    @Test("One to one, sparse and all but one add what dense weights add", arguments: [1, 3])
    func againstDense(partitions: Int) throws {
        var random = TestRandom(11)
        let count = 150
        let spikes = random.spikes(count, steps: 4, probability: 0.1)
        let own = random.floats(count)
        let oneToOne = try sums(count, count, .oneToOne(own), spikes, partitions: partitions)
        #expect(oneToOne == (try sums(count, count, dense(count, count) { $0 == $1 ? own[$0] : 0 }, spikes)))
        #expect(oneToOne.contains { $0 > 0 })
        let others = try sums(count, count, .allButOne(-0.37), spikes, partitions: partitions)
        #expect(others == (try sums(count, count, dense(count, count) { $0 == $1 ? 0 : -0.37 }, spikes)))
        var sparse = SparseWeights.random(count, count, probability: 0.2, weight: 1, seed: 4)
        sparse.weights = random.floats(sparse.weights.count)
        var table: [[Float]] = Array(repeating: Array(repeating: 0, count: count), count: count)
        for source in 0..<count {
            for place in sparse.starts[source]..<sparse.starts[source + 1] {
                table[source][sparse.targets[place]] = sparse.weights[place]
            }
        }
        let some = try sums(count, count, .sparse(sparse), spikes, partitions: partitions)
        #expect(some == (try sums(count, count, dense(count, count) { table[$0][$1] }, spikes)))
    }

    @Test("Random wiring has about as many synapses as asked, and the same for a seed")
    func randomWiring() {
        let wiring = SparseWeights.random(200, 300, probability: 0.1, weight: 2, seed: 5)
        #expect(abs(wiring.targets.count - 6000) < 300)
        #expect(wiring == SparseWeights.random(200, 300, probability: 0.1, weight: 2, seed: 5))
        #expect(wiring != SparseWeights.random(200, 300, probability: 0.1, weight: 2, seed: 6))
        #expect(SparseWeights.random(3, 4, probability: 1, weight: 2, seed: 5).targets.count == 12)
        #expect(SparseWeights.random(3, 4, probability: 0, weight: 2, seed: 5).targets.isEmpty)
    }

    @Test("A convolution adds what a slow loop adds", arguments: [(1, 0), (1, 1), (2, 1), (3, 2)])
    func convolution(stride: Int, padding: Int) throws {
        var random = TestRandom(12)
        let picture = Convolution(
            channels: 2, height: 6, width: 7, filters: 3, kernel: 3, stride: stride, padding: padding,
            weights: random.floats(3 * 2 * 9))
        let targets = 3 * picture.outputHeight * picture.outputWidth
        let spikes = random.spikes(84, steps: 1, probability: 0.3)
        var expected = [Double](repeating: 0, count: targets)
        var additions = 0
        for filter in 0..<3 {
            for y in 0..<picture.outputHeight {
                for x in 0..<picture.outputWidth {
                    for spike in spikes {
                        let channel = spike.neuron / 42
                        let row = spike.neuron / 7 % 6 + padding - y * stride
                        let column = spike.neuron % 7 + padding - x * stride
                        guard (0..<3).contains(row), (0..<3).contains(column) else { continue }
                        additions += 1
                        expected[(filter * picture.outputHeight + y) * picture.outputWidth + x] += Double(
                            picture.weights[((filter * 2 + channel) * 3 + row) * 3 + column])
                    }
                }
            }
        }
        #expect(isNear(try sums(84, targets, .convolution(picture), spikes), expected, 1e-6))
        #expect(isNear(try sums(84, targets, .convolution(picture), spikes, partitions: 2), expected, 1e-6))
        let driven = Driven(sources: 84, adder(targets), .convolution(picture))
        var simulation = try driven.simulation(spikes)
        try simulation.run(steps: 1)
        #expect(try simulation.counters(of: driven.connection).synapticAdditions == additions)
        #expect(additions > 0)
    }

    /// The step of each target in which the first spike arrives.
    private func firstSteps(_ wiring: Wiring, sources: Int, targets: Int, delay: Delay) throws -> [Int?] {
        let driven = Driven(sources: sources, adder(targets), wiring, delay: delay)
        var simulation = try driven.simulation([Spike(step: 2, neuron: 0)])
        var first: [Int?] = Array(repeating: nil, count: targets)
        for step in 0..<40 {
            try simulation.run(steps: 1)
            for (target, sum) in try simulation.membranes(of: driven.target).enumerated()
            where sum != 0 && first[target] == nil { first[target] = step }
        }
        return first
    }

    @Test("Delays are kept to the step")
    func delays() throws {
        let two = Wiring.dense(2, 3, weight: 1)
        #expect(try firstSteps(two, sources: 2, targets: 3, delay: .steps(0)) == [2, 2, 2])
        #expect(try firstSteps(two, sources: 2, targets: 3, delay: .steps(5)) == [7, 7, 7])
        #expect(try firstSteps(two, sources: 2, targets: 3, delay: .axonal([3, 9])) == [5, 5, 5])
        #expect(
            try firstSteps(two, sources: 2, targets: 3, delay: .synaptic([4, 1, 30, 2, 2, 2])) == [6, 3, 32])
        let sparse = Wiring.sparse(SparseWeights(starts: [0, 2, 2], targets: [0, 2], weights: [1, 1]))
        #expect(try firstSteps(sparse, sources: 2, targets: 3, delay: .synaptic([0, 6])) == [2, nil, 8])
        #expect(try firstSteps(.oneToOne([1, 1]), sources: 2, targets: 2, delay: .steps(1)) == [3, nil])
    }

    @Test("Random spikes with random delays arrive as a list of arrivals says, and rings go round")
    func manyDelays() throws {
        var random = TestRandom(13)
        let spikes = random.spikes(5, steps: 60, probability: 0.3)
        let axonal = (0..<5).map { _ in Int.random(in: 0...7, using: &random) }
        let synaptic = (0..<20).map { _ in Int.random(in: 1...9, using: &random) }
        let weights = random.floats(20)
        for delay in [Delay.axonal(axonal), .synaptic(synaptic)] {
            let driven = Driven(sources: 5, adder(4), .dense(weights), delay: delay)
            var simulation = try driven.simulation(spikes)
            var expected = [Double](repeating: 0, count: 4)
            for step in 0..<70 {
                try simulation.run(steps: 1)
                for spike in spikes {
                    for target in 0..<4 {
                        let place = spike.neuron * 4 + target
                        let steps = delay == .axonal(axonal) ? axonal[spike.neuron] : synaptic[place]
                        if spike.step + steps == step { expected[target] += Double(weights[place]) }
                    }
                }
                #expect(isNear(try simulation.membranes(of: driven.target), expected, 1e-5), "step \(step)")
            }
        }
    }

    @Test("Without delay a spike runs through a chain of populations in one step, in whatever order they were added")
    func chain() throws {
        var network = SpikeNetwork(timeStep: 1)
        let last = network.add(Population(1, .integrateAndFire()))
        let middle = network.add(Population(1, .integrateAndFire()))
        let source = network.add(ScheduledSource(count: 1))
        network.connect(middle, last, .dense([1]), delay: .steps(0))
        network.connect(source, middle, .dense([1]), delay: .steps(0))
        var simulation = try Simulation(network, seed: 1)
        try simulation.schedule([Spike(step: 3, neuron: 0)], of: source)
        try simulation.recordSpikes(of: last)
        try simulation.run(steps: 6)
        #expect(try simulation.spikes(of: last) == [Spike(step: 3, neuron: 0)])
    }

    @Test("Neurons that fell asleep wake up for every kind of input")
    func waking() throws {
        let wirings: [(Wiring, Delay)] = [
            (.dense(20, 20, weight: 0.5), .steps(0)), (.oneToOne(20, weight: 0.5), .steps(0)),
            (.allButOne(0.5), .steps(0)), (.dense(20, 20, weight: 0.5), .synaptic((0..<400).map { $0 % 3 })),
            (.oneToOne(20, weight: 0.5), .synaptic((0..<20).map { $0 % 3 })),
        ]
        for (wiring, delay) in wirings {
            let driven = Driven(
                sources: 20, Population(20, .leaky(timeConstant: 2)), wiring, synapse: .current(timeConstant: 1),
                delay: delay)
            var simulation = try driven.simulation([
                Spike(step: 1, neuron: 19), Spike(step: 200, neuron: 19), Spike(step: 201, neuron: 3),
            ])
            try simulation.run(steps: 190)
            #expect(try simulation.membranes(of: driven.target).allSatisfy { $0 == 0 })
            let fresh = try driven.simulation([Spike(step: 10, neuron: 19), Spike(step: 11, neuron: 3)])
            var other = fresh
            try other.run(steps: 16)
            try simulation.run(steps: 16)
            #expect(try simulation.membranes(of: driven.target) == other.membranes(of: driven.target))
            #expect(try simulation.membranes(of: driven.target).contains { $0 > 0 })
        }
        var network = SpikeNetwork(timeStep: 0.5)
        let cell = network.add(Population(4, .leaky(timeConstant: 2)))
        var simulation = try Simulation(network, seed: 1)
        try simulation.run(steps: 40)
        try simulation.setCurrents([0, 0, 3, 0], of: cell)
        try simulation.run(steps: 40)
        #expect(try simulation.spikeCounts(of: cell)[2] > 0)
    }
}
