import FrugalData
import FrugalNN
import FrugalTensor
import FrugalTrack

/// How a spiking network did on examples, and what that cost.
public struct SpikingScore: Codable, Sendable, Equatable {
    /// Examples.
    public var count: Int
    /// How many were right after each step.
    public var correctByStep: [Int]
    /// Mean operations of an example up to each step.
    public var operationsByStep: [Double]
    /// What each layer did, as the mean over the examples.
    public var ledger: OperationLedger

    /// How many were right after the last step.
    public var correct: Proportion { Proportion(correctByStep.last ?? 0, of: count) }
    /// The share that was right after the last step.
    public var accuracy: Double { correct.share }
    /// Mean operations of an example.
    public var operations: Double { ledger.operations }

    /// The first step from which on the share that is right stays at `share` or above, counted from 1; nil where it
    /// never gets there.
    public func firstStep(keeping share: Double) -> Int? {
        let wanted = share * Double(count)
        let lastBelow = correctByStep.lastIndex { Double($0) < wanted }
        let first = (lastBelow ?? -1) + 1
        return first < correctByStep.count ? first + 1 : nil
    }
}

extension SurrogateNetwork {
    /// Shows examples to the network and counts.
    /// - Parameters:
    ///   - source: where examples come from, between 0 and 1.
    ///   - seed: where random codings draw from.
    ///   - check: called before every batch; what it throws ends the counting.
    /// - Throws: what `source` and `check` throw; ``FrugalError`` of kind `model` as ``spikingNetwork()``;
    ///   `TensorError` where examples are of another shape.
    public func score(
        on source: some BatchSource, _ indices: [Int]? = nil, seed: UInt64 = 0, batchSize: Int = 100,
        check: () throws -> Void = {}
    ) throws -> SpikingScore {
        let reach = try reach()
        let pass = Pass(isTraining: false, normalization: .running, random: RandomStream(seed: seed))
        var tally = ScoreTally(steps: steps, layers: layers.count)
        var batches = try Batches(AnyBatchSource(source), indices: indices, size: batchSize).epoch(0)
        while let batch = try batches.next() {
            try check()
            try Tensor.checking {
                withoutGradients { tally.add(run(batch.inputs, pass), reach, batch.labels) }
            }
        }
        return tally.score(reach)
    }
}

/// Sums over batches.
private struct ScoreTally {
    var count = 0
    var correct: [Int]
    /// Operations by layer and step.
    var operations: [[Double]]

    init(steps: Int, layers: Int) {
        correct = Array(repeating: 0, count: steps)
        operations = Array(repeating: Array(repeating: 0, count: steps), count: layers)
    }

    mutating func add(_ activity: SpikingActivity, _ reach: [LayerReach], _ labels: Tensor) {
        count += labels.count
        let right = (activity.decisions.argMax(along: 2) .== labels.unsqueezed(0)).to(.float32).sum(along: 1).floats()
        for (step, number) in right.enumerated() { correct[step] += Int(number) }
        for layer in reach.indices {
            let sums = reach[layer].operations(of: activity.arriving[layer]).sum(along: 1).doubles()
            for (step, sum) in sums.enumerated() { operations[layer][step] += sum }
        }
    }

    func score(_ reach: [LayerReach]) -> SpikingScore {
        let each = 1 / Double(max(1, count))
        let layers = zip(reach, operations).map { layer, sums in
            let mean = sums.reduce(0, +) * each
            let updates = Double(layer.neurons * sums.count)
            return layer.multiplies
                ? LayerOperations.dense(layer.name, multiplyAdds: mean)
                    + .spiking(layer.name, synapticAdditions: 0, neuronUpdates: updates)
                : .spiking(layer.name, synapticAdditions: mean, neuronUpdates: updates)
        }
        var running = 0.0
        let byStep = correct.indices.map { step in
            running += operations.reduce(0) { $0 + $1[step] } * each
            return running
        }
        return SpikingScore(
            count: count, correctByStep: correct, operationsByStep: byStep, ledger: OperationLedger(layers))
    }
}

/// Any source as one type.
struct AnyBatchSource: BatchSource {
    let base: any BatchSource

    init(_ base: any BatchSource) { self.base = base }

    var count: Int { base.count }
    func batch(_ indices: [Int], epoch: Int) throws -> Batch { try base.batch(indices, epoch: epoch) }
}
