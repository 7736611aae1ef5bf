import FrugalNN
import FrugalSpike
import FrugalTensor
import FrugalTrack
import Testing

/// Differentiable networks answer with the spikes of the plain simulation.
@Suite struct SurrogateNetworkTests {
    /// Weights on a grid, so that sums are exact in any order.
    private func onGrid<Model: Module>(_ model: Model, _ size: Double) -> Model {
        var model = model
        model.forEachParameter { $0 = ($0 * size).rounded() / size }
        return model
    }

    private func examples(_ shape: [Int], seed: UInt64 = 2) -> Tensor {
        var random = RandomStream(seed: seed)
        return (Tensor.uniform(shape, using: &random) * 16).floor() / 16
    }

    /// Runs every example in the plain simulation with the signal that the network was given.
    private func expectSameSpikes(_ network: SurrogateNetwork, _ x: Tensor) throws {
        let activity = withoutGradients { network.run(x, .evaluation) }
        let plain = try network.spikingNetwork()
        let steps = network.steps
        for example in 0..<x.shape[0] {
            var run = try SpikingRun(plain)
            for step in 0..<steps {
                let signal = activity.arriving[0]
                let passed = run.step(signal[min(step, signal.shape[0] - 1), example].contiguous().floats())
                for layer in 1..<network.layers.count {
                    let ours = activity.arriving[layer][step, example].contiguous().floats()
                    #expect(passed[layer - 1] == ours, "example \(example), step \(step), layer \(layer)")
                }
                let membranes = activity.membranes[step, example].floats()
                #expect(run.membranes[plain.layers.count - 1] == membranes)
                #expect(run.answer == activity.decisions[step, example].floats())
            }
        }
        #expect((activity.arriving.last?.sum().item() ?? 0) > 0)
    }

    @Test(
        arguments: [
            InputCoding.direct, .poisson(rate: 0.8), .regular(rate: 0.7), .latency(threshold: 0.2),
        ], [SpikingNeurons.Reset.subtract, .zero])
    func `dense layers spike like the plain simulation`(_ coding: InputCoding, _ reset: SpikingNeurons.Reset) throws {
        var random = RandomStream(seed: 1)
        let network = try SurrogateNetwork(
            widths: [12, 20, 15, 4], coding: coding, steps: 9,
            neurons: SpikingNeurons(decay: 0.9, threshold: 0.25, reset: reset), using: &random)
        try expectSameSpikes(onGrid(network, 64), examples([3, 12]))
    }

    @Test func `convolutions and pooling spike like the plain simulation`() throws {
        var random = RandomStream(seed: 1)
        let neurons = SpikingNeurons(decay: 0.75, threshold: 0.25)
        let layers = [
            SurrogateLayer("first", Conv2d(2, 4, kernel: 3, padding: 1, using: &random), neurons, steps: 6),
            SurrogateLayer("pool", AveragePool2d(2), nil, steps: 6),
            SurrogateLayer(
                "second", Conv2d(4, 6, kernel: 3, stride: 2, padding: 1, groups: 2, using: &random), neurons, steps: 6),
            SurrogateLayer("last", Linear(24, 3, using: &random), .silent(decay: 0.5), steps: 6),
        ]
        let network = try SurrogateNetwork(
            inputShape: [2, 8, 8], coding: .direct, steps: 6, layers: layers, readout: .finalMembrane)
        try expectSameSpikes(onGrid(network, 64), examples([2, 2, 8, 8]))
    }

    @Test func `codings of tensors are those of single examples`() {
        let x = examples([2, 9])
        for coding in [InputCoding.direct, .regular(rate: 0.6), .regular(rate: 1), .latency(threshold: 0.3)] {
            var random = RandomStream(seed: 1)
            let signal = coding.signal(for: x, steps: 8, using: &random)
            for example in 0..<2 {
                var encoder = InputEncoder(
                    x[example].floats(), coding: coding, steps: 8, random: RandomStream(seed: 1))
                for step in 0..<8 {
                    #expect(encoder.next() == signal[min(step, signal.shape[0] - 1), example].floats())
                }
            }
        }
    }

    @Test func `a constant input costs one product for all steps`() throws {
        var random = RandomStream(seed: 1)
        let network = try SurrogateNetwork(widths: [30, 40, 10], steps: 20, using: &random)
        let x = examples([5, 30])
        let cost = CostLedger.measure { _ = network(x, .evaluation) }.cost
        #expect(cost.multiplyAdds == 5 * 30 * 40 + 20 * 5 * 40 * 10)
    }

    @Test func `dropout holds back the same neurons in all steps`() throws {
        var random = RandomStream(seed: 1)
        var layer = SurrogateLayer(
            "hidden", Linear(5, 200, using: &random), SpikingNeurons(decay: 1, threshold: 0.01), steps: 30)
        layer.dropout = 0.5
        let spikes = layer(Tensor.ones([1, 1, 5]), .training(random)).sum(along: 0).floats()
        let without = layer(Tensor.ones([1, 1, 5]), .evaluation).sum(along: 0).floats()
        let held = zip(spikes, without).filter { $0 == 0 && $1 > 0 }.count
        #expect(held > 20)
        #expect(zip(spikes, without).allSatisfy { $0 == 0 || $0 == 2 * $1 })
    }

    @Test func `what cannot answer or does not fit is refused`() throws {
        var random = RandomStream(seed: 1)
        #expect(throws: FrugalError.self) { try SurrogateNetwork(widths: [5], using: &random) }
        let silent = SurrogateLayer("last", Linear(4, 2, using: &random), .silent(), steps: 3)
        #expect(throws: FrugalError.self) {
            try SurrogateNetwork(inputShape: [4], coding: .direct, steps: 3, layers: [silent])
        }
        #expect(throws: FrugalError.self) {
            try SurrogateNetwork(
                inputShape: [4], coding: .direct, steps: 4, layers: [silent], readout: .finalMembrane)
        }
        #expect(throws: FrugalError.self) {
            try SurrogateNetwork(
                inputShape: [5], coding: .direct, steps: 3, layers: [silent], readout: .finalMembrane)
        }
    }
}
