import FrugalMeta
import FrugalNN
import FrugalTensor

/// Few-shot training beside PyTorch written the way learn2learn does it. Tasks are ready in memory on both sides.
func fewShotSection(_ peer: Peer, _ rounds: Rounds) throws -> [Comparison] {
    [try mamlLine(peer, rounds), try prototypicalLine(peer, rounds)]
}

/// An outer step of second-order MAML: 5-way 1-shot, 5 inner steps, 4 tasks, as many queries as shots.
private func mamlLine(_ peer: Peer, _ rounds: Rounds) throws -> Comparison {
    let way = 5, steps = 5, metaBatch = 4, threads = Engine.threads
    var random = RandomStream(seed: 0)
    var learner = MAML(
        Conv4(channels: 1, size: 28, classes: way, using: &random), InnerLoop(steps: steps, rate: 0.5))
    let labels = Tensor(Array(0..<way))
    let tasks = (0..<metaBatch).map { _ in
        AdaptationTask(
            support: Examples(.uniform([way, 1, 28, 28], using: &random), labels),
            query: Examples(.uniform([way, 1, 28, 28], using: &random), labels))
    }
    var optimizer = Adam(learningRate: 0.003)
    var failure: (any Error)?
    func step(_ threads: Int) {
        do {
            let lesson = try learner.lesson(fromEach: tasks, threads: threads)
            optimizer.update(&learner, with: lesson.gradients)
        } catch { failure = error }
    }
    let line = try rounds.compare(
        "MAML 5-way 1-shot, second order, 5 steps, 4 tasks", against: "as learn2learn", target: 3, steps: 4,
        // Counted on the one thread that the ledger watches.
        multiplyAdds: multiplyAdds { step(1) }, ours: { step(threads) },
        peer: {
            try peer.measure("maml", ["way": way, "shot": 1, "steps": steps, "meta_batch": metaBatch], steps: $0)
        })
    if let failure { throw failure }
    return line
}

/// A training episode of Prototypical Networks: 20-way 5-shot, 5 queries a class, squared Euclidean distances.
private func prototypicalLine(_ peer: Peer, _ rounds: Rounds) throws -> Comparison {
    let way = 20, shot = 5, queries = 5
    var random = RandomStream(seed: 0)
    let pictures = Tensor.uniform([way * (shot + queries), 1, 28, 28], using: &random).channelsLast()
    var task = TrainingTask(
        model: ConvFeatures(channels: 1, using: &random), optimizer: Adam(learningRate: 1e-3),
        labels: Tensor((0..<way * queries).map { $0 / queries })
    ) { model, pass in
        let embedded = model(pictures, pass)
        let support = embedded.narrowed(along: 0, from: 0, length: way * shot)
        let asked = embedded.narrowed(along: 0, from: way * shot, length: way * queries)
        let prototypes = support.reshaped(way, shot, 64).mean(along: 1)
        // -|q - p|^2 without |q|^2, which is the same for every class of a query.
        return asked.matmul(prototypes.transposed()) * 2 - (prototypes * prototypes).sum(along: 1)
    }
    return try rounds.compare(
        "Prototypical 20-way 5-shot, 5 queries", against: "as learn2learn", target: 2, steps: 6,
        multiplyAdds: multiplyAdds { task.step() }, ours: { task.step() },
        peer: { try peer.measure("prototypical", ["way": way, "shot": shot, "queries": queries], steps: $0) })
}
