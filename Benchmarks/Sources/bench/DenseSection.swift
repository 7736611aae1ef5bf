import FrugalNN
import FrugalTensor

/// Dense training steps: a perceptron and a word-level language model.
func denseSection(_ peer: Peer, _ rounds: Rounds) throws -> [Comparison] {
    [
        try perceptron([784, 1200, 1200, 10], 128, SGD(learningRate: 0.01), "sgd", 1.6, peer, rounds, isLarge: true),
        try perceptron([784, 1200, 1200, 10], 128, Adam(learningRate: 1e-3), "adam", 1.6, peer, rounds, isLarge: true),
        try languageModel(peer, rounds),
    ]
}

/// A training step small enough that what is measured is the cost of calling, not of computing.
func smallSection(_ peer: Peer, _ rounds: Rounds) throws -> [Comparison] {
    let calls = 100_000
    let one = Tensor([1] as [Float]).recordingGradients(), other = Tensor([1] as [Float]).recordingGradients()
    let addition = try rounds.compare(
        "add of one element", against: "from Python", target: 1 / 0.7, steps: 1, per: Double(calls),
        ours: { for _ in 0..<calls { _ = one + other } },
        peer: { try peer.measure("additions", ["count": calls], steps: $0) })
    return [
        addition,
        try perceptron([64, 32, 10], 32, SGD(learningRate: 0.01), "sgd", 2, peer, rounds),
        try perceptron([64, 32, 10], 32, Adam(learningRate: 1e-3), "adam", 2, peer, rounds),
    ]
}

private func perceptron(
    _ widths: [Int], _ batch: Int, _ optimizer: some Optimizer, _ rule: String, _ target: Double, _ peer: Peer,
    _ rounds: Rounds, isLarge: Bool = false
) throws -> Comparison {
    var random = RandomStream(seed: 0)
    let x = Tensor.normal([batch, widths[0]], using: &random)
    var task = TrainingTask(
        model: Perceptron(widths: widths, using: &random), optimizer: optimizer,
        labels: .integers([batch], in: 0..<widths[widths.count - 1], using: &random)
    ) { $0(x, $1) }
    let arguments: [String: Any] = ["widths": widths, "batch": batch, "optimizer": rule]
    return try rounds.compare(
        "perceptron \(widths.map(String.init).joined(separator: "-")), \(rule)", against: "eager", target: target,
        steps: isLarge ? 40 : 1000, multiplyAdds: isLarge ? multiplyAdds { task.step() } : nil, ours: { task.step() },
        peer: { try peer.measure("perceptron", arguments, steps: $0) })
}

private struct LanguageModel: Module {
    var embedding: Embedding
    var memory: LSTM
    var decoder: Linear

    mutating func visit(_ visitor: inout Visitor) {
        visitor.child("embedding", &embedding)
        visitor.child("memory", &memory)
        visitor.child("decoder", &decoder)
    }
}

private func languageModel(_ peer: Peer, _ rounds: Rounds) throws -> Comparison {
    var random = RandomStream(seed: 0)
    let words = 10_000, units = 200
    let tokens = Tensor.integers([35, 20], in: 0..<words, using: &random)
    let model = LanguageModel(
        embedding: Embedding(words, units, using: &random),
        memory: LSTM(units, units, shape: .init(layers: 2), using: &random),
        decoder: Linear(units, words, using: &random))
    var task = TrainingTask(
        model: model, optimizer: SGD(learningRate: 0.1), labels: .integers([35 * 20], in: 0..<words, using: &random)
    ) { $0.decoder($0.memory($0.embedding(tokens, $1), $1), $1).reshaped([35 * 20, words]) }
    return try rounds.compare(
        "LSTM 2x200, 35x20 tokens of 10,000 words", against: "eager", target: 1.6, steps: 8,
        multiplyAdds: multiplyAdds { task.step() }, ours: { task.step() },
        peer: { try peer.measure("language_model", [:], steps: $0) })
}
