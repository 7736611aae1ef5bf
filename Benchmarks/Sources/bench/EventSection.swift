import FrugalNN
import FrugalSpike
import FrugalTensor

/// Event-driven inference at a quarter of the operations beside the dense network at batch 1, one thread: through
/// PyTorch, and through libtorch as Frugal calls it.
func eventSection(_ peer: Peer, _ rounds: Rounds) throws -> [Comparison] {
    let threads = Engine.threads
    Engine.threads = 1
    defer { Engine.threads = threads }
    let widths = [784, 1200, 1200, 10]
    let pictures = 200
    var random = RandomStream(seed: 0)
    let example = (0..<widths[0]).map { _ in random.below(5) == 0 ? Float.random(in: 0.3...1, using: &random) : 0 }
    let run = try quarterRun(widths, example, using: &random)
    let name = "event-driven, 20 steps, \(Int((25 * Double(run.operations) / 598_200).rounded())) % of the operations"
    func present() throws {
        for _ in 0..<pictures {
            try run.begin(example)
            for _ in 0..<20 { run.step() }
        }
    }
    let network = Perceptron(widths: widths, using: &random)
    let x = Tensor(example, shape: [1, widths[0]])
    return [
        try rounds.compare(
            name, against: "PyTorch, dense, batch 1", target: 2, steps: 5, per: Double(pictures), ours: present,
            peer: { try peer.measure("inference", ["widths": widths, "count": pictures], steps: $0) }),
        try rounds.compare(
            name, against: "libtorch, dense, batch 1", target: 2, steps: 5, per: Double(pictures), ours: present,
            peer: {
                rounds.seconds($0) {
                    withoutGradients { for _ in 0..<pictures { _ = network(x, .evaluation) } }
                }
            }),
    ]
}

/// A run of a network with random weights whose threshold is such that it spends about a quarter of the dense network's
/// operations on the example.
private func quarterRun(_ widths: [Int], _ example: [Float], using random: inout RandomStream) throws -> EventRun {
    let connections = zip(widths, widths.dropFirst()).map { inputs, outputs in
        DenseSynapses(
            inputs: inputs, outputs: outputs,
            weights: Tensor.normal([outputs, inputs], deviation: 1 / Double(inputs).squareRoot(), using: &random)
                .floats())
    }
    func run(_ threshold: Float) throws -> EventRun {
        let network = SpikingNetwork(
            inputShape: [widths[0]], coding: .regular(rate: 0.1), steps: 20,
            layers: connections.enumerated().map { index, dense in
                SpikingLayer(
                    name: "layer \(index + 1)", connection: .dense(dense),
                    neurons: index + 1 < connections.count ? SpikingNeurons(threshold: threshold) : .silent())
            }, readout: .finalMembrane)
        let run = EventRun(try EventNetwork(network))
        try run.begin(example)
        for _ in 0..<20 { run.step() }
        return run
    }
    // More threshold, fewer spikes: halved until the operations are right.
    var (low, high) = (Float(0.001), Float(10))
    for _ in 0..<20 {
        let middle = (low * high).squareRoot()
        if try run(middle).operations > 598_200 { low = middle } else { high = middle }
    }
    return try run(high)
}
