import Foundation
import FrugalTensor
import FrugalTrack
import Testing

@testable import FrugalSpike

/// Spike times against a slow scan of the membrane, and derivatives against finite differences.
@Suite struct SpikePropTests {
    /// One synapse of weight 2: `2 x exp(1 - x) = 1` at x = 0.2319609530 time constants after the arrival.
    @Test func aSingleArrivalCrossesWhereItsFormulaSays() throws {
        let layer = DelayedSynapses(inputs: 1, outputs: 1, delays: [1], weights: [2, 0])
        let network = SpikePropNetwork(neurons: SpikeResponse(), layers: [layer])
        let time = try #require(network.spikeTimes(of: [3])[0].first)
        #expect(abs(time - (4 + 7 * 0.23196095298653444)) < 1e-10)
    }

    /// The membrane is above the threshold only on the way from one arrival to the next.
    @Test func aPeakBetweenTwoArrivalsIsNotMissed() throws {
        let layer = DelayedSynapses(inputs: 2, outputs: 1, delays: [1], weights: [1.01, -50, 0])
        let network = SpikePropNetwork(neurons: SpikeResponse(), layers: [layer])
        let times = try network.spikeTimes(of: [0, 20])
        #expect(times[0][0] > 1 && times[0][0] < 8)
        let grazing = DelayedSynapses(inputs: 2, outputs: 1, delays: [1], weights: [0.99, -50, 0])
        #expect(
            try SpikePropNetwork(neurons: SpikeResponse(), layers: [grazing]).spikeTimes(of: [0, 20])[0][0] == .infinity
        )
    }

    @Test func spikeTimesAgreeWithAScanOfTheMembrane() throws {
        var random = RandomStream(seed: 3)
        for _ in 0..<20 {
            let network = Self.network([4, 3, 2], spread: 1.5, &random)
            let input = (0..<4).map { _ in random.below(5) == 0 ? Double.infinity : random.uniform(in: 0...9) }
            let times = try network.spikeTimes(of: input)
            var heard = input
            for (layer, fast) in zip(network.layers, times) {
                let slow = Self.scan(layer, network.neurons, heard)
                for (one, other) in zip(fast, slow) {
                    #expect(one == other || abs(one - other) < 1e-8, "\(one) and \(other)")
                }
                heard = fast
            }
        }
    }

    @Test func theDerivativeAgreesWithFiniteDifferences() throws {
        var random = RandomStream(seed: 5)
        let network = Self.network([3, 4, 1], spread: 0.8, &random)
        let input = [1.0, 4, 2.5]
        let exact = SpikePropGuard(leastSlope: 0, push: 0)
        var run = NetworkRun(network)
        run.respond(network, to: input)
        #expect(run.responses.allSatisfy { $0.times.allSatisfy(\.isFinite) })
        var gradient = SpikePropGradient(network)
        gradient.add(network, run, input: input, errors: [1], rules: exact)
        var checked = 0
        for layer in network.layers.indices {
            for place in network.layers[layer].weights.indices {
                func time(_ change: Double) throws -> Double {
                    var moved = network
                    moved.layers[layer].weights[place] += change
                    return try moved.spikeTimes(of: input)[1][0]
                }
                let numerical = (try time(1e-6) - time(-1e-6)) / 2e-6
                let ours = gradient.layers[layer][place]
                #expect(abs(ours - numerical) < 1e-5 * max(1, abs(numerical)), "layer \(layer), weight \(place)")
                if numerical != 0 { checked += 1 }
            }
        }
        #expect(checked > 30)
    }

    /// A silent neuron has no spike time that could be moved.
    @Test func aSilentNeuronIsPushedUntilItSpikes() throws {
        let layer = DelayedSynapses(inputs: 1, outputs: 1, delays: [1, 2], weights: [0.1, 0.1, 0, 0])
        let network = SpikePropNetwork(neurons: SpikeResponse(), layers: [layer])
        #expect(try network.spikeTimes(of: [0])[0][0] == .infinity)
        // Without a push only an output that is too late is woken, and the error must say so.
        for (push, error, wakes) in [(0.0, -1.0, false), (0.0, 1.0, true), (0.01, 0.0, true)] {
            var training = SpikePropTraining(
                network, units: [0.1], rules: SpikePropGuard(push: push), weightDecay: 0)
            for _ in 0..<200 { try training.step([[0]], rate: 0.1, threads: 1) { _, _ in error } }
            #expect((try training.network.spikeTimes(of: [0])[0][0] < .infinity) == wakes)
        }
    }

    /// Bohte's first task: early and late spikes, and an output that is early where the two differ.
    @Test(arguments: [1, 2] as [UInt64])
    func exclusiveOrIsLearned(seed: UInt64) throws {
        let inputs = [[0.0, 0], [0, 6], [6, 0], [6, 6]]
        let wanted = [22.0, 16, 16, 22]
        var random = RandomStream(seed: seed)
        let (network, units) = SpikePropNetwork.beginning(
            [2, 5, 1], neurons: SpikeResponse(), delays: DelayedSynapses.delays(16), examples: inputs,
            beginning: SpikePropBeginning(), random: &random)
        var training = SpikePropTraining(network, units: units, rules: SpikePropGuard(), weightDecay: 0)
        for step in 0..<600 {
            try training.step(inputs, rate: step < 400 ? 0.1 : 0.02, threads: 1) { $1 - wanted[$0] }
        }
        for (input, time) in zip(inputs, wanted) {
            #expect(abs(try training.network.spikeTimes(of: input)[1][0] - time) < 1)
        }
    }

    @Test func aSeedGivesTheSameNetworkWithAnyNumberOfThreads() throws {
        let inputs = (0..<10).map { [Double($0), 3, .infinity] }
        let networks = try [1, 2, 3].map { threads in
            var random = RandomStream(seed: 8)
            let (network, units) = SpikePropNetwork.beginning(
                [3, 4, 1], neurons: SpikeResponse(), delays: [1, 3], examples: inputs,
                beginning: SpikePropBeginning(), random: &random)
            var training = SpikePropTraining(network, units: units, rules: SpikePropGuard(), weightDecay: 0.1)
            for _ in 0..<5 { try training.step(inputs, rate: 0.1, threads: threads) { $1 - Double($0) } }
            return training.network
        }
        #expect(networks[0] == networks[1] && networks[1] == networks[2])
    }

    /// Two inputs spike once each through 2 delays to 3 neurons, and the reference does; all arrive before the last
    /// spike.
    @Test func operationsAreCountedByHand() throws {
        let layer = DelayedSynapses(
            inputs: 2, outputs: 3, delays: [0, 1], weights: Array(repeating: 0.01, count: 18))
        let network = SpikePropNetwork(neurons: SpikeResponse(), layers: [layer])
        var run = NetworkRun(network)
        run.respond(network, to: [0, 2])
        #expect(run.operations(network).operations == 18)
        run.respond(network, to: [0, .infinity])
        #expect(run.operations(network).operations == 12)
    }

    @Test func networksThatDoNotFitAreRefusedByName() {
        var random = RandomStream(seed: 1)
        let good = Self.network([3, 4, 1], spread: 1, &random)
        var narrow = good
        narrow.layers[1].inputs = 3
        var short = good
        short.layers[0].weights.removeLast()
        var unstable = good
        unstable.neurons.timeConstant = 0
        for (network, name) in [(narrow, "layer 2"), (short, "layer 1"), (unstable, "neurons")] {
            #expect { try network.check() } throws: { ($0 as? FrugalError)?.subject == name }
        }
        #expect(throws: FrugalError.self) { try good.spikeTimes(of: [1, 2]) }
        #expect(throws: FrugalError.self) { try good.spikeTimes(of: [1, .nan, 2]) }
        #expect(throws: FrugalError.self) { try good.spikeTimes(of: [1, -1, 2]) }
    }

    private static func network(
        _ sizes: [Int], spread: Double, _ random: inout RandomStream
    ) -> SpikePropNetwork {
        let delays = [1.0, 2, 5, 9]
        let layers = zip(sizes, sizes.dropFirst()).map { inputs, outputs in
            DelayedSynapses(
                inputs: inputs, outputs: outputs, delays: delays,
                weights: (0..<(inputs + 1) * delays.count * outputs).map { _ in
                    0.15 * (1 + spread * random.uniform(in: -1.7...1.7))
                })
        }
        return SpikePropNetwork(neurons: SpikeResponse(), layers: layers)
    }

    /// The first crossing in steps of a hundredth of a millisecond, then by halving.
    private static func scan(_ layer: DelayedSynapses, _ neurons: SpikeResponse, _ inputs: [Double]) -> [Double] {
        (0..<layer.outputs).map { output in
            func membrane(_ time: Double) -> Double {
                var sum = 0.0
                for (input, spike) in (inputs + [0]).enumerated() where spike < .infinity {
                    for (place, delay) in layer.delays.enumerated() {
                        let weight = layer.weights[(input * layer.delays.count + place) * layer.outputs + output]
                        sum += weight * neurons.kernel(time - spike - delay)
                    }
                }
                return sum
            }
            guard
                let step = (1...Int(neurons.deadline * 100)).first(where: {
                    membrane(Double($0) / 100) >= neurons.threshold
                })
            else { return .infinity }
            var (low, high) = (Double(step - 1) / 100, Double(step) / 100)
            for _ in 0..<50 {
                let middle = (low + high) / 2
                if membrane(middle) >= neurons.threshold { high = middle } else { low = middle }
            }
            return high
        }
    }
}
