import FrugalTensor
import FrugalTrack
import Testing

@testable import FrugalSpike

/// The simulation by events beside the plain one: bit for bit.
@Suite struct EventRunTests {
    private static let codings: [InputCoding] = [
        .direct, .poisson(rate: 0.7), .regular(rate: 0.4), .latency(threshold: 0.2), .latency(threshold: 0),
    ]

    /// Runs both on some examples and compares all that they show after each step.
    private func expectSame(_ network: SpikingNetwork, inputs range: ClosedRange<Float> = 0...1, seed: UInt64) throws {
        var random = RandomStream(seed: seed)
        let run = EventRun(try EventNetwork(network))
        var spikes = 0
        for example in 0..<4 {
            var values = RandomNetworks.numbers(network.inputCount, in: range, &random)
            for place in values.indices where random.below(3) == 0 { values[place] = 0 }
            let stream = RandomStream(seed: seed, stream: UInt64(example))
            var plain = try SpikingRun(network)
            var encoder = InputEncoder(values, coding: network.coding, steps: network.steps, random: stream)
            try run.begin(values, random: stream)
            for _ in 0..<network.steps {
                plain.step(encoder.next())
                run.step()
                #expect(run.answer == plain.answer)
                for layer in network.layers.indices {
                    #expect(run.spikeCounts(ofLayer: layer) == plain.counts[layer])
                    #expect(run.membranes(ofLayer: layer) == plain.membranes[layer])
                }
            }
            #expect(run.choice == plain.answer.indices.max { (plain.answer[$0], -$0) < (plain.answer[$1], -$1) })
            spikes += plain.counts.joined().reduce(0, +)
        }
        #expect(spikes > 10, "silence proves nothing")
    }

    @Test(arguments: codings, [Readout.spikeCount, .summedMembrane, .finalMembrane])
    func denseNetworksAnswerAsThePlainSimulation(_ coding: InputCoding, _ readout: Readout) throws {
        for (index, neurons) in [
            SpikingNeurons(), SpikingNeurons(threshold: 0.6, reset: .zero), SpikingNeurons(decay: 0.8, threshold: 0.7),
        ].enumerated() {
            for bias in [false, true] {
                try expectSame(
                    RandomNetworks.perceptron(
                        coding: coding, neurons: neurons, bias: bias, readout: readout, seed: UInt64(index)), seed: 7)
            }
        }
    }

    @Test(arguments: codings, [(1, 0, false), (1, 1, true), (2, 1, false), (1, 2, false)])
    func convolutionAndPoolingAnswerAsThePlainSimulation(
        _ coding: InputCoding, _ sizes: (stride: Int, padding: Int, overlap: Bool)
    ) throws {
        for pool in [SpikingConnection.maxPool, SpikingConnection.averagePool] {
            try expectSame(
                RandomNetworks.convolutional(
                    coding: coding, stride: sizes.stride, padding: sizes.padding, pool: pool, overlap: sizes.overlap,
                    seed: 3), seed: 11)
        }
    }

    /// Numbers below zero reach a first layer only under direct coding, pooling included.
    @Test func directNumbersMayBeNegative() throws {
        try expectSame(
            RandomNetworks.perceptron(
                coding: .direct, neurons: SpikingNeurons(), bias: true, readout: .finalMembrane, seed: 1),
            inputs: -1...1,
            seed: 2)
        for pool in [SpikingConnection.maxPool, SpikingConnection.averagePool] {
            var random = RandomStream(seed: 5)
            let window = PoolingWindow(channels: 1, height: 4, width: 4, kernel: 2, stride: 1)
            let network = SpikingNetwork(
                inputShape: [1, 4, 4], coding: .direct, steps: 9,
                layers: [
                    SpikingLayer(name: "pool", connection: pool(window), neurons: nil),
                    SpikingLayer(
                        name: "out", connection: RandomNetworks.dense(9, 4, &random), neurons: SpikingNeurons()),
                ])
            try expectSame(network, inputs: -0.5...1, seed: 4)
        }
    }

    @Test func anExampleOfAnotherSizeIsRefused() throws {
        let run = EventRun(
            try EventNetwork(
                RandomNetworks.perceptron(
                    coding: .direct, neurons: SpikingNeurons(), bias: false, readout: .spikeCount, seed: 1)))
        #expect(throws: FrugalError.self) { try run.begin([1, 2]) }
    }
}
