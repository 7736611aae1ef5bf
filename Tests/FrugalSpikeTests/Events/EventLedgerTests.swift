import FrugalTensor
import FrugalTrack
import Testing

@testable import FrugalSpike

/// What is counted, against counts by hand and by the plain simulation.
@Suite struct EventLedgerTests {
    /// 3 inputs, 2 hidden, 2 answers. Inputs 1 and 3 spike in both steps; the first hidden neuron spikes in both, the
    /// other never.
    @Test func aSmallNetworkIsCountedByHand() throws {
        let network = SpikingNetwork(
            inputShape: [3], coding: .regular(rate: 1), steps: 2,
            layers: [
                SpikingLayer(
                    name: "hidden",
                    connection: .dense(DenseSynapses(inputs: 3, outputs: 2, weights: [0.5, 9, 0.5, -1, 9, -1])),
                    neurons: SpikingNeurons()),
                SpikingLayer(
                    name: "out", connection: .dense(DenseSynapses(inputs: 2, outputs: 2, weights: [1, 2, 3, 4])),
                    neurons: .silent()),
            ], readout: .finalMembrane)
        let run = EventRun(try EventNetwork(network))
        try run.begin([1, 0, 1])
        run.step()
        run.step()
        let expected = OperationLedger([
            .spiking("hidden", synapticAdditions: 8, neuronUpdates: 4),
            .spiking("out", synapticAdditions: 4, neuronUpdates: 4),
        ])
        #expect(run.ledger == expected)
        #expect(run.operations == 12)
        #expect(run.answer == [2, 6])
    }

    /// Numbers that drive the first layer are multiplied once, however long the presentation is, and zeros not at all.
    @Test func directNumbersAreMultipliedOnce() throws {
        let network = SpikingNetwork(
            inputShape: [4], coding: .direct, steps: 5,
            layers: [
                SpikingLayer(
                    name: "out",
                    connection: .dense(DenseSynapses(inputs: 4, outputs: 3, weights: Array(repeating: 0.1, count: 12))),
                    neurons: .silent())
            ], readout: .finalMembrane)
        let run = EventRun(try EventNetwork(network))
        try run.begin([0.5, 0, 0.25, 0])
        for _ in 0..<5 { run.step() }
        let total = run.ledger.total
        #expect(total.multiplyAdds == 6)
        #expect(total.synapticAdditions == 0)
        #expect(total.neuronUpdates == 15)
    }

    /// A layer that nothing reaches does nothing and counts nothing.
    @Test func restIsFree() throws {
        let network = RandomNetworks.perceptron(
            coding: .latency(threshold: 0.5), neurons: SpikingNeurons(), bias: false, readout: .finalMembrane, seed: 1)
        let run = EventRun(try EventNetwork(network))
        try run.begin(Array(repeating: 0, count: 9))
        for _ in 0..<12 { run.step() }
        #expect(run.ledger.total == LayerOperations("all"))
    }

    /// Dense layers add as often as their inputs spike times the neurons they reach; convolutions as often as a kernel
    /// lies on a pixel that spiked.
    @Test(arguments: [(1, 0), (2, 1), (1, 2)])
    func additionsAreThoseOfThePlainSimulation(_ sizes: (stride: Int, padding: Int)) throws {
        let network = RandomNetworks.convolutional(
            coding: .regular(rate: 0.6), stride: sizes.stride, padding: sizes.padding, pool: SpikingConnection.maxPool,
            overlap: false, seed: 9)
        var random = RandomStream(seed: 3)
        let values = RandomNetworks.numbers(network.inputCount, in: 0...1, &random)
        let run = EventRun(try EventNetwork(network))
        var plain = try SpikingRun(network)
        var encoder = InputEncoder(values, coding: network.coding, steps: 10, random: random)
        try run.begin(values)
        var expected = Array(repeating: 0, count: 4)
        for _ in 0..<10 {
            let input = encoder.next()
            let signals = [input] + plain.step(input)
            for (index, layer) in network.layers.enumerated() {
                for (place, value) in signals[index].enumerated() where value != 0 {
                    expected[index] += targets(of: place, layer.connection)
                }
            }
            run.step()
        }
        #expect(run.ledger.layers.map { Int($0.synapticAdditions) } == expected)
        #expect(run.ledger.layers.map(\.multiplyAdds) == [0, 0, 0, 0])
        #expect(expected.allSatisfy { $0 > 0 })
    }

    /// How many neurons an input reaches, by looking at every one of them.
    private func targets(of place: Int, _ connection: SpikingConnection) -> Int {
        func covers(_ index: Int, _ length: Int, _ kernel: Int, _ stride: Int, _ padding: Int) -> (Int) -> Bool {
            { (0..<kernel).contains(index + padding - $0 * stride) }
        }
        switch connection {
        case .dense(let dense): return dense.outputs
        case .convolution(let it):
            let (x, y) = (place % it.width, place / it.width % it.height)
            let rows = (0..<it.outputHeight).count { covers(y, it.height, it.kernel, it.stride, it.padding)($0) }
            let columns = (0..<it.outputWidth).count { covers(x, it.width, it.kernel, it.stride, it.padding)($0) }
            return rows * columns * it.filters
        case .averagePool(let it), .maxPool(let it):
            let (x, y) = (place % it.width, place / it.width % it.height)
            return (0..<it.outputHeight).count { covers(y, it.height, it.kernel, it.stride, 0)($0) }
                * (0..<it.outputWidth).count { covers(x, it.width, it.kernel, it.stride, 0)($0) }
        }
    }
}
