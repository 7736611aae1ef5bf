import Foundation
import Testing

@testable import SpikeEngine

/// Learning between sources and targets whose spikes are all given, beside a loop over all pairs of spikes.
struct PairedNet {
    let network: SpikeNetwork
    let source: ScheduleKey
    let driver: ScheduleKey
    let target: PopulationKey
    let learned: ConnectionKey
    let sources: Int
    let targets: Int

    init(_ sources: Int, _ targets: Int, _ wiring: Wiring, _ rule: Plasticity) {
        var network = SpikeNetwork(timeStep: 0.5)
        source = network.add(ScheduledSource(count: sources))
        driver = network.add(ScheduledSource(count: targets))
        // So high that what is learned cannot make anyone spike.
        target = network.add(
            Population(targets, .integrateAndFire(threshold: 1e6, reset: .to(0))))
        learned = network.connect(source, target, wiring, delay: .steps(0), plasticity: rule)
        network.connect(driver, target, .oneToOne(targets, weight: 2e6), delay: .steps(0))
        self.network = network
        self.sources = sources
        self.targets = targets
    }

    func simulation(_ before: [Spike], _ after: [Spike]) throws -> Simulation {
        var simulation = try Simulation(network, seed: 1)
        try simulation.schedule(before, of: source)
        try simulation.schedule(after, of: driver)
        return simulation
    }
}

/// The weight of one synapse after all arrivals and spikes, from sums over pairs.
func pairwise(_ rule: Plasticity, _ before: [Int], _ after: [Int], from start: Double) -> Double {
    /// The trace that earlier spikes leave.
    func trace(_ spikes: [Int], _ step: Int, _ time: Double) -> Double {
        let each: [Double] = spikes.map { exp(-Double(step - $0) / (2 * time)) }
        return rule.pairing == .all ? each.reduce(0, +) : each.last ?? 0
    }
    let bounds = (lower: Double(rule.bounds.lower), upper: Double(rule.bounds.upper))
    var weight = start
    for step in 0...(max(before.last ?? 0, after.last ?? 0)) {
        if before.contains(step) {
            let o1 = trace(after.filter { $0 < step }, step, rule.targetTime)
            let r2 = trace(before.filter { $0 < step }, step, rule.slowSourceTime)
            let change = o1 * (rule.pairDepression + rule.tripletDepression * r2)
            weight -= change * (rule.bounds.areSoft ? weight - bounds.lower : 1)
            weight = min(max(weight, bounds.lower), bounds.upper)
        }
        if after.contains(step) {
            let r1 = trace(before.filter { $0 <= step }, step, rule.sourceTime)
            let o2 = trace(after.filter { $0 < step }, step, rule.slowTargetTime)
            let change = r1 * (rule.pairPotentiation + rule.tripletPotentiation * o2)
            weight += change * (rule.bounds.areSoft ? bounds.upper - weight : 1)
            weight = min(max(weight, bounds.lower), bounds.upper)
        }
    }
    return weight
}

@Suite("Plasticity")
struct PlasticityTests {
    static let rules: [Plasticity] = [
        .pairSTDP(potentiation: 0.02, depression: 0.015),
        .pairSTDP(potentiation: 0.02, depression: 0.015, sourceTime: 12, targetTime: 33, pairing: .nearest),
        .pairSTDP(potentiation: 0.2, depression: 0.3, bounds: .hard(0.2, 0.7)),
        .pairSTDP(potentiation: 0.2, depression: 0.3, bounds: .soft(0.1, 0.9)),
        .tripletSTDP(),
        .tripletSTDP(
            pairPotentiation: 0.005, tripletPotentiation: 0.02, pairDepression: 0.01, tripletDepression: 0.004,
            sourceTime: 16.8, slowSourceTime: 101, targetTime: 33.7, slowTargetTime: 125, pairing: .all),
    ]

    /// Spikes of each neuron, as steps.
    private func steps(_ spikes: [Spike], _ neuron: Int) -> [Int] {
        spikes.filter { $0.neuron == neuron }.map(\.step)
    }

    @Test("Weights are those of a sum over all pairs and triplets", arguments: 0..<6)
    func naive(number: Int) throws {
        let rule = Self.rules[number]
        var random = TestRandom(UInt64(20 + number))
        let before = random.spikes(3, steps: 150, probability: 0.1)
        let after = random.spikes(10, steps: 150, probability: 0.06)
        let start = random.floats(30, 0.3..<0.6)
        let net = PairedNet(3, 10, .dense(start), rule)
        var simulation = try net.simulation(before, after)
        try simulation.run(steps: 150)
        let weights = try simulation.weights(of: net.learned)
        #expect(try simulation.spikeCounts(of: net.target).reduce(0, +) == after.count)
        for source in 0..<3 {
            for target in 0..<10 {
                let place = source * 10 + target
                let expected = pairwise(
                    rule, steps(before, source), steps(after, target), from: Double(start[place]))
                #expect(isNear(Double(weights[place]), expected, 2e-5), "\(source) to \(target)")
                #expect(weights[place] != start[place])
            }
        }
    }

    /// The second goes the other way round and soon meets both bounds.
    static let opposites: [Plasticity] = [
        rules[5], .pairSTDP(potentiation: -0.2, depression: -0.3, bounds: .hard(0.25, 0.65)),
    ]

    @Test(
        "Sparse wiring learns the bits that dense wiring learns, few targets or many", arguments: [0.003, 0.05], 0..<2)
    func sparseAndDense(rate: Double, rule number: Int) throws {
        let rule = Self.opposites[number]
        var random = TestRandom(30)
        let (sources, targets) = (4, 70)
        let before = random.spikes(sources, steps: 80, probability: 0.1)
        // At the higher rate most targets have a trace, and the engine passes over whole rows.
        let after = random.spikes(targets, steps: 80, probability: rate)
        let start = random.floats(sources * targets, 0.3..<0.6)
        let sparse = SparseWeights(
            starts: (0...sources).map { $0 * targets }, targets: (0..<sources).flatMap { _ in 0..<targets },
            weights: start)
        var results: [[Float]] = []
        for wiring in [Wiring.dense(start), .sparse(sparse)] {
            let net = PairedNet(sources, targets, wiring, rule)
            var simulation = try net.simulation(before, after)
            try simulation.run(steps: 80)
            results.append(try simulation.weights(of: net.learned))
        }
        #expect(results[0] == results[1])
        #expect(results[0] != start)
    }

    @Test("A pair that is too far apart changes nothing, however long the net waits")
    func longGap() throws {
        let net = PairedNet(1, 1, .dense([0.5]), .pairSTDP(potentiation: 0.1, depression: 0.1))
        var simulation = try net.simulation(
            [Spike(step: 0, neuron: 0), Spike(step: 2001, neuron: 0)], [Spike(step: 2000, neuron: 0)])
        try simulation.run(steps: 2001)
        #expect(try simulation.weights(of: net.learned) == [0.5])
        try simulation.run(steps: 1)
        #expect(isNear(Double(try simulation.weights(of: net.learned)[0]), 0.5 - 0.1 * exp(-0.5 / 20), 1e-6))
    }

    @Test("Changes wait for a reward, decay meanwhile, and are the plain rule's where the reward comes at once")
    func reward() throws {
        let rule = Plasticity.pairSTDP(potentiation: 0.02, depression: 0.015, bounds: .hard(-5, 5))
        var random = TestRandom(31)
        let before = random.spikes(2, steps: 60, probability: 0.1)
        let after = random.spikes(3, steps: 60, probability: 0.1)
        let start = random.floats(6, 0.3..<0.6)
        let plain = PairedNet(2, 3, .dense(start), rule)
        let waiting = PairedNet(2, 3, .dense(start), rule.rewarded(after: 40))
        var one = try plain.simulation(before, after)
        var other = try waiting.simulation(before, after)
        // The sum over all changes, each decayed by the time from its step to the end.
        var expected = [Double](repeating: 0, count: 6)
        for _ in 0..<60 {
            let old = try one.weights(of: plain.learned)
            try one.run(steps: 1)
            let new = try one.weights(of: plain.learned)
            for place in 0..<6 {
                expected[place] = (expected[place] + Double(new[place] - old[place])) * exp(-0.5 / 40)
            }
        }
        try other.run(steps: 60)
        #expect(try other.weights(of: waiting.learned) == start)
        try other.reward(2, to: waiting.learned)
        let weights = try other.weights(of: waiting.learned)
        #expect(isNear(weights, zip(start, expected).map { Double($0) + 2 * $1 }, 1e-5))
        #expect(weights != start)
        #expect(throws: SpikeError.self) { try one.reward(1, to: plain.learned) }
    }

    @Test("Weights to each target are scaled to a sum, and silent columns are left alone")
    func normalisation() throws {
        var random = TestRandom(32)
        var start = random.floats(5 * 20)
        for source in 0..<5 { start[source * 20 + 7] = 0 }
        let dense = Driven(sources: 5, adder(20), .dense(start))
        var simulation = try Simulation(dense.network, seed: 1)
        try simulation.normaliseWeights(of: dense.connection, sum: 78)
        let weights = try simulation.weights(of: dense.connection)
        for target in 0..<20 {
            let column = (0..<5).map { weights[$0 * 20 + target] }
            #expect(isNear(Double(column.reduce(0, +)), target == 7 ? 0 : 78, 1e-5))
            #expect(isNear(Double(column[0] * start[20 + target]), Double(column[1] * start[target]), 1e-4))
        }
        #expect(try simulation.counters(of: dense.connection).multiplyAdds == 100)
        let sparse = SparseWeights(starts: [0, 2, 3], targets: [0, 1, 1], weights: [1, 1, 3])
        let some = Driven(sources: 2, adder(2), .sparse(sparse))
        simulation = try Simulation(some.network, seed: 1)
        try simulation.normaliseWeights(of: some.connection, sum: 2)
        #expect(try simulation.weights(of: some.connection) == [2, 0.5, 1.5])
    }

    @Test("Nothing is learned while learning is off, and nothing of it is paired afterwards")
    func learningOff() throws {
        let net = PairedNet(1, 1, .dense([0.5]), .pairSTDP(potentiation: 0.1, depression: 0.1))
        var simulation = try net.simulation(
            [Spike(step: 0, neuron: 0)], [Spike(step: 1, neuron: 0), Spike(step: 4, neuron: 0)])
        simulation.isLearning = false
        try simulation.run(steps: 3)
        simulation.isLearning = true
        try simulation.run(steps: 3)
        #expect(try simulation.weights(of: net.learned) == [0.5])
        #expect(try simulation.spikeCounts(of: net.target) == [2])
    }
}
