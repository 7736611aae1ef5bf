import FrugalNN
import FrugalTensor
import FrugalTrack

/// The loop that the ordinary networks of this module are trained in: Adam, a rate that falls along half a cosine,
/// batches drawn anew in each epoch, pictures moved by some pixels.
struct SupervisedLoop: Sendable {
    /// Passes over the examples.
    var epochs: Int
    /// Examples of a step.
    var batch: Int
    /// The rate at the start.
    var learningRate: Double
    /// What weights lose at each step, as a multiple of the learning rate.
    var weightDecay: Double
    /// By how many pixels a batch of square pictures is moved at most, in both directions; 0 leaves them where they
    /// are.
    var shift: Int
    /// What all random numbers come from.
    var seed: UInt64
    /// What messages call the training.
    var name: String

    /// Where a training stands.
    struct Moment {
        /// The share of steps that are done.
        let progress: Double
        /// Random numbers of the step.
        var random: RandomStream
    }

    /// Trains `model` to the end.
    /// - Parameters:
    ///   - values: `[N, …]`; labels: `[N]`.
    ///   - loss: from a batch to the loss.
    /// - Throws: ``FrugalError`` of kind `training` where it diverges, and what `progress` throws.
    func run<Model: Module>(
        _ model: inout Model, _ values: Tensor, _ labels: Tensor, progress: (_ done: Int, _ total: Int) throws -> Void,
        loss: (Model, _ inputs: Tensor, _ labels: Tensor, inout Moment) throws -> Tensor
    ) throws {
        var optimizer = AdamW(learningRate: learningRate, weightDecay: weightDecay)
        let count = values.size(of: 0)
        let size = min(batch, count)
        let perEpoch = max(1, count / size)
        let total = epochs * perEpoch
        let schedule = CosineDecay(learningRate, over: total)
        for epoch in 0..<epochs {
            var shuffle = RandomStream(seed: seed).named("epoch \(epoch)")
            let order = Tensor.permutation(count, using: &shuffle)
            for number in 0..<perEpoch {
                let done = epoch * perEpoch + number
                try progress(done, total)
                optimizer.learningRate = schedule.rate(at: done)
                var moment = Moment(
                    progress: Double(done) / Double(total), random: RandomStream(seed: seed, stream: UInt64(done)))
                let (value, gradients) = try Tensor.checking {
                    let rows = order.narrowed(along: 0, from: number * size, length: size)
                    let inputs = moved(values.indexSelected(at: rows), using: &moment.random)
                    let truth = labels.indexSelected(at: rows)
                    return try valueWithGradients(at: model) { try loss($0, inputs, truth, &moment) }
                }
                guard value.item().isFinite else {
                    throw FrugalError(
                        .training, name, "training diverged: the loss of step \(done + 1) is not a number",
                        remedy: "lower the learning rate")
                }
                try Tensor.checking { optimizer.update(&model, with: gradients) }
            }
        }
    }

    /// A batch of square pictures, all moved alike; what leaves on one side comes back on the other, where digits are
    /// black.
    private func moved(_ inputs: Tensor, using random: inout RandomStream) -> Tensor {
        guard shift > 0 else { return inputs }
        let side = Int(Double(inputs.count / inputs.size(of: 0)).squareRoot().rounded())
        let (down, right) = (random.below(2 * shift + 1) - shift, random.below(2 * shift + 1) - shift)
        guard side * side * inputs.size(of: 0) == inputs.count else { return inputs }
        return inputs.reshaped([inputs.size(of: 0), side, side]).rolled(by: down, along: 1).rolled(by: right, along: 2)
            .reshaped(inputs.shape)
    }
}
