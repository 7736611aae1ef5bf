import FrugalNN
import FrugalSpike
import FrugalTensor

/// A training step of a leaky network 784-1000-10 over 25 steps, 128 pictures, Adam, on one thread: snnTorch's `Leaky`
/// beside.
func spikingSection(_ peer: Peer, _ rounds: Rounds) throws -> [Comparison] {
    let threads = Engine.threads
    Engine.threads = 1
    defer { Engine.threads = threads }
    return [
        try leakyStep("constant input", .direct, target: 4, peer, rounds),
        try leakyStep("Poisson input", .poisson(rate: 1), target: 1.3, peer, rounds),
    ]
}

private func leakyStep(
    _ input: String, _ coding: InputCoding, target: Double, _ peer: Peer, _ rounds: Rounds
) throws -> Comparison {
    var random = RandomStream(seed: 0)
    // As many grey pixels as MNIST has.
    let x =
        Tensor.uniform([128, 784], using: &random)
        * Tensor.bernoulli([128, 784], probability: 0.19, using: &random)
    let network = try SurrogateNetwork(
        widths: [784, 1000, 10], coding: coding, neurons: SpikingNeurons(decay: 0.9), using: &random)
    var task = TrainingTask(
        model: network, optimizer: Adam(), labels: .integers([128], in: 0..<10, using: &random)
    ) { $0(x, $1) }
    return try rounds.compare(
        "784-1000-10, 25 steps, \(input), one thread", against: "snnTorch", target: target, steps: 8,
        multiplyAdds: multiplyAdds { task.step() }, ours: { task.step() },
        peer: { try peer.measure("leaky", ["poisson": coding != .direct], steps: $0) })
}
