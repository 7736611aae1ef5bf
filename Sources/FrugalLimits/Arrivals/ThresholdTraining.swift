import FrugalData
import FrugalNN
import FrugalTensor
import FrugalTrack

/// Training until the examples are known: Adam at one rate, to the end of the first epoch in which so large a share of the
/// answers was right, as Ash and Adams (2020) train.
public struct ThresholdTraining: Codable, Sendable, Equatable {
    /// Adam's learning rate.
    public var learningRate = 1e-3
    /// Examples a step.
    public var batchSize = 64
    /// The training accuracy over an epoch at which training ends.
    public var threshold = 0.99
    /// Epochs after which training ends all the same.
    public var maximumEpochs: Int

    /// Training for at most so many epochs.
    public init(maximumEpochs: Int, threshold: Double = 0.99) {
        self.maximumEpochs = maximumEpochs
        self.threshold = threshold
    }

    /// Trains `model` on the examples of `source` at `indices`.
    /// - Parameters:
    ///   - seed: the seed of the order of examples and of what layers draw.
    ///   - check: called at every step; what it throws ends training.
    /// - Throws: `DataError` for no examples, ``FrugalError`` where training diverges, a `TensorError`, what `check` throws.
    public func run<Model: Layer>(
        _ model: Model, on source: some BatchSource, at indices: [Int], seed: UInt64, check: () throws -> Void = {}
    ) throws -> Arrival<Model>.Training {
        let batches = try Batches(source, indices: indices, size: batchSize, shuffledWith: seed, ahead: 1)
        var (model, optimizer) = (model, Adam(learningRate: learningRate))
        let random = RandomStream(seed: seed)
        var (epochs, steps) = (0, 0)
        let cost = try CostLedger.measure {
            while epochs < maximumEpochs {
                var right = 0
                var epoch = batches.epoch(epochs)
                while let batch = try epoch.next() {
                    try check()
                    right += try step(&model, &optimizer, batch, random.named("step \(steps)"))
                    steps += 1
                }
                epochs += 1
                if Double(right) >= threshold * Double(indices.count) { break }
            }
        }.cost
        return Arrival.Training(
            model: model, epochs: Double(epochs), multiplyAdds: cost.multiplyAdds, seconds: cost.seconds)
    }

    /// One step; gives how many answers were right before it.
    private func step<Model: Layer>(
        _ model: inout Model, _ optimizer: inout Adam, _ batch: Batch, _ random: RandomStream
    ) throws -> Int {
        let pass = Pass.training(random)
        var scores: Tensor?
        return try Tensor.checking {
            let (loss, gradients) = valueWithGradients(at: model) { model in
                let logits = model(batch.inputs, pass)
                scores = logits.detached()
                return crossEntropy(logits, batch.labels)
            }
            guard loss.item().isFinite, let scores else {
                throw FrugalError(.training, "", "training diverged: the loss is not a number")
            }
            model.absorb(pass)
            optimizer.update(&model, with: gradients)
            return Int((accuracy(scores, batch.labels) * Double(batch.count)).rounded())
        }
    }
}
