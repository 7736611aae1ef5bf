import FrugalSpike
import FrugalTensor
import FrugalTrack
import Testing

/// The plain simulation, by hand.
@Suite struct SpikingRunTests {
    private func one(_ neurons: SpikingNeurons, readout: Readout = .spikeCount) -> SpikingNetwork {
        SpikingNetwork(
            inputShape: [2], coding: .direct, steps: 4,
            layers: [
                SpikingLayer(
                    name: "only",
                    connection: .dense(DenseSynapses(inputs: 2, outputs: 1, weights: [0.5, 0.25], bias: [0.25])),
                    neurons: neurons)
            ], readout: readout)
    }

    /// A current of 1 in each step: by subtraction the half left over brings the next spike a step earlier.
    @Test(
        arguments: [
            (SpikingNeurons.Reset.subtract, [0, 1, 1, 0]), (SpikingNeurons.Reset.zero, [0, 1, 0, 1]),
        ] as [(SpikingNeurons.Reset, [Float])])
    func aNeuronSpikesWhereItsMembraneReachesTheThreshold(_ reset: SpikingNeurons.Reset, spikes: [Float]) throws {
        var run = try SpikingRun(one(SpikingNeurons(threshold: 1.5, reset: reset)))
        #expect((0..<4).map { _ in run.step([1, 1])[0][0] } == spikes)
    }

    @Test func aLeakyMembraneForgets() throws {
        var run = try SpikingRun(one(.silent(decay: 0.5), readout: .finalMembrane))
        for _ in 0..<3 { run.step([1, 1]) }
        #expect(run.answer == [1.75])
    }

    /// The input that has spiked most is the one whose spikes pass.
    @Test func maximumPoolingFollowsTheBusiestInput() throws {
        let window = PoolingWindow(channels: 1, height: 2, width: 2, kernel: 2, stride: 2)
        let network = SpikingNetwork(
            inputShape: [1, 2, 2], coding: .direct, steps: 3,
            layers: [
                SpikingLayer(name: "pool", connection: .maxPool(window), neurons: nil),
                SpikingLayer(
                    name: "out", connection: .dense(DenseSynapses(inputs: 1, outputs: 1, weights: [1])),
                    neurons: .silent()),
            ], readout: .finalMembrane)
        var run = try SpikingRun(network)
        #expect(run.step([0, 1, 0, 0])[0] == [1])
        #expect(run.step([0, 1, 0, 0])[0] == [1])
        #expect(run.step([1, 0, 0, 0])[0] == [0])
        #expect(run.answer == [2])
    }

    /// Regular coding gives a rate exactly, latency one spike each.
    @Test func codingsSpikeAsOftenAsTheySay() {
        var regular = InputEncoder([0, 0.25, 1], coding: .regular(rate: 0.5), steps: 16, random: RandomStream(seed: 1))
        let counts = (0..<16).map { _ in regular.next() }.reduce([0, 0, 0]) { zip($0, $1).map(+) }
        #expect(counts == [0, 2, 8])
        var latency = InputEncoder(
            [0, 0.5, 1], coding: .latency(threshold: 0.1), steps: 5, random: RandomStream(seed: 1))
        #expect((0..<5).map { _ in latency.next() } == [[0, 0, 1], [0, 0, 0], [0, 1, 0], [0, 0, 0], [0, 0, 0]])
    }

    @Test func whatDoesNotFitIsRefusedByTheNameOfItsLayer() {
        var network = one(SpikingNeurons(decay: 1.5))
        #expect(throws: FrugalError.self) { try network.check() }
        network = one(SpikingNeurons())
        network.inputShape = [3]
        do {
            try network.check()
            Issue.record("three inputs into two were taken")
        } catch { #expect("\(error)".contains("only: it takes 2 numbers and gets 3")) }
    }
}
