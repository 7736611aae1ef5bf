// One-shot learning from scratch: a network learns to compare pictures of some classes, and then tells classes apart that
// it has never seen, from one picture of each. Vinyals et al., "Matching Networks for One Shot Learning", 2016.
//
//     swift run MiniMatchingNetworks      (draws its own alphabet; the real thing is `frugal reproduce omniglot`)

import Foundation
import FrugalMeta
import FrugalNN
import FrugalTensor

/// An invented alphabet: a character is three strokes between random points, a drawing of it is shifted and its ends are shaken.
func alphabet(_ name: String, characters: Int, drawings: Int, side: Int = 16, seed: UInt64) -> ClassPool {
    var random = RandomStream(seed: seed)
    var pixels: [UInt8] = []
    for _ in 0..<characters {
        let ends = (0..<12).map { _ in random.uniform(in: 2...Double(side - 3)) }
        for _ in 0..<drawings {
            let (right, down) = (random.uniform(in: -2...2), random.uniform(in: -2...2))
            let shaken = ends.indices.map { ends[$0] + ($0 % 2 == 0 ? right : down) + random.uniform(in: -1...1) }
            pixels += (0..<(side * side)).map { place in
                let (x, y) = (Double(place % side), Double(place / side))
                let nearest =
                    stride(from: 0, to: 12, by: 4).map { distance(x, y, to: shaken[$0..<($0 + 4)]) }.min() ?? 9
                return UInt8(255 * max(0, min(1, 1.6 - nearest)))
            }
        }
    }
    let count = characters * drawings
    return ClassPool(
        pixels: Tensor(pixels, shape: [count, 1, side, side]),
        classes: (0..<characters).map { number in
            .init(name: "\(name) \(number)", rows: Array((number * drawings)..<((number + 1) * drawings)))
        },
        names: (0..<count).map { "\(name) drawing \($0)" })
}

/// The distance of a point from a stroke (x and y of both ends).
func distance(_ x: Double, _ y: Double, to stroke: ArraySlice<Double>) -> Double {
    let s = stroke.startIndex
    let (dx, dy) = (stroke[s + 2] - stroke[s], stroke[s + 3] - stroke[s + 1])
    let along = ((x - stroke[s]) * dx + (y - stroke[s + 1]) * dy) / max(dx * dx + dy * dy, 1e-9)
    let t = min(1, max(0, along))
    return hypot(x - stroke[s] - t * dx, y - stroke[s + 1] - t * dy)
}

/// The whole network: convolutions embed, and every labelled picture votes for its class by its cosine to the query.
struct MatchingNetwork: Module {
    var embedding: ConvFeatures
    /// Cosines are multiplied by exp of this before the softmax; raw cosines could never be sure of anything.
    var logSharpness = Tensor(log(10))

    mutating func visit(_ visitor: inout Visitor) {
        visitor.child("embedding", &embedding)
        visitor.parameter("log_sharpness", &logSharpness)
    }

    /// The logarithm of each class's share of the attention, `[queries, way]`.
    func logShares(_ task: FewShotTask, _ pass: Pass) -> Tensor {
        let vectors = embedding(.concatenated([task.support, task.query]), pass)
        let unit = vectors / vectors.norm(2, along: 1, keepingDimensions: true)
        let parts = unit.split([task.supportLabels.count, task.queryLabels.count])
        let cosines = parts[1].matmul(parts[0].transposed())
        let attention = (cosines * logSharpness.exp()).softmax(along: 1)
        // A class gets the sum of the attention of its pictures (equation 1).
        return attention.matmul(Tensor(task.supportLabels).oneHot(classes: task.way)).clamped(min: 1e-20).log()
    }
}

/// The share of right answers on `tasks` tasks of a sampler.
func score(_ sampler: EpisodeSampler, tasks: Int, _ answer: (FewShotTask) -> Tensor) -> Double {
    let shares = (0..<tasks).map { index in
        let task = FewShotTask(sampler.episode(index), of: sampler.pool)
        return accuracy(withoutGradients { answer(task) }, Tensor(task.queryLabels))
    }
    return shares.reduce(0, +) / Double(tasks)
}

func run() throws -> (learned: Double, pixels: Double) {
    // 1. Characters to learn from, and others that are never trained on.
    let known = alphabet("known", characters: 150, drawings: 6, seed: 1)
    let unseen = alphabet("unseen", characters: 50, drawings: 6, seed: 2)

    // 2. Tasks are small: fifteen classes, one labelled picture and two questions of each.
    let training = try EpisodeSampler(known, EpisodeShape(way: 15, shot: 1, queries: 2), seed: 1)
    let testing = try EpisodeSampler(unseen, EpisodeShape(way: 5, shot: 1, queries: 5), seed: 2)

    // 3. Every training step is a task: what the network is asked to do later is what it is trained to do.
    var random = RandomStream(seed: 1)
    var network = MatchingNetwork(embedding: ConvFeatures(channels: 1, width: 16, using: &random))
    let steps = 150
    let schedule = OneCycle(peak: 5e-3, over: steps)
    var optimizer = AdamW(weightDecay: 0.01)
    var loss = 0.0
    for step in 0..<steps {
        let task = FewShotTask(training.episode(step), of: known)
        let pass = Pass.training(random.split())
        let (value, gradients) = valueWithGradients(at: network) { network in
            negativeLogLikelihood(network.logShares(task, pass), Tensor(task.queryLabels))
        }
        network.absorb(pass)
        optimizer.learningRate = schedule.rate(at: step)
        optimizer.update(&network, with: gradients)
        loss += value.item() / 50
        if (step + 1).isMultiple(of: 50) {
            print("step \(step + 1): loss \((loss * 1000).rounded() / 1000)")
            loss = 0
        }
    }

    // 4. Five characters that it has never seen, one drawing of each: beside what raw pixels tell.
    let learned = score(testing, tasks: 300) { network.logShares($0, .evaluation) }
    let pixels = score(testing, tasks: 300) { task in
        let (query, support) = (task.query.flattened(from: 1), task.support.flattened(from: 1))
        return query.unsqueezed(1).cosineSimilarity(to: support.unsqueezed(0), along: 2)
    }
    return (learned, pixels)
}

do {
    let result = try run()
    func percent(_ share: Double) -> String { "\((share * 1000).rounded() / 10) %" }
    print("unseen characters, 5-way 1-shot: \(percent(result.learned)); raw pixels: \(percent(result.pixels))")
    if result.learned < result.pixels + 0.1 {
        print("MiniMatchingNetworks did not learn: raw pixels should do worse by 10 points")
        exit(1)
    }
} catch {
    print("MiniMatchingNetworks: \(error)")
    exit(1)
}
