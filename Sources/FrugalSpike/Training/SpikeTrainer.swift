import Foundation
import FrugalData
import FrugalNN
import FrugalTensor
import FrugalTrack

/// Trains spiking networks, and ordinary ones beside them, on labelled pictures.
///
///     var network = try SurrogateNetwork(widths: [784, 1000, 10], using: &random)
///     let state = try SpikeTrainer(recipe, task, seed: 1).train(&network)
///     print(state.accuracy)
///
/// The order of pictures and all that is drawn are functions of the seed and the number of a step, so that a training
/// that was killed goes on from its checkpoint bit by bit as if it had not been.
public struct SpikeTrainer: Sendable {
    /// The settings.
    public let recipe: SpikeTrainingRecipe
    /// What is learned from and scored on.
    public let task: PictureTask
    /// The seed of the order of pictures and of what is drawn in a step.
    public let seed: UInt64

    /// A trainer.
    /// - Throws: ``FrugalError`` of kind `usage` for settings that cannot be.
    public init(_ recipe: SpikeTrainingRecipe, _ task: PictureTask, seed: UInt64) throws {
        try recipe.check()
        self.recipe = recipe
        self.task = task
        self.seed = seed
    }

    /// Trains `network`, from the start or from where a checkpoint stands.
    /// - Parameters:
    ///   - network: what is trained: with fresh weights before, trained ones after.
    ///   - epochs: where to stop; nil for the whole training. The learning rate is that of the whole.
    ///   - checkpoint: the file to go on from, and to save to after every epoch and when stopped; nil for none.
    ///   - check: called at every step; what it throws ends training after the state is saved.
    ///   - progress: told after every step.
    /// - Returns: how training went.
    /// - Throws: ``FrugalError``: `training` where the loss stops being a number, `conflict` for a checkpoint of
    ///   another training; the errors of a damaged checkpoint; `TensorError` where shapes do not fit or memory ends;
    ///   what `check` throws.
    @discardableResult
    public func train<Network: PictureClassifier>(
        _ network: inout Network, epochs: Int? = nil, checkpoint: URL? = nil, check: () throws -> Void = {},
        progress: (SpikeTrainingState) -> Void = { _ in }
    ) throws -> SpikeTrainingState {
        let batches = try Batches(
            task.source, indices: task.training, size: recipe.batchSize, shuffledWith: seed,
            dropsLast: task.training.count >= recipe.batchSize)
        let end = min(recipe.epochs, epochs ?? recipe.epochs) * batches.count
        var optimizer = Adam(learningRate: recipe.learningRate)
        var state = SpikeTrainingState(identity: try identity(of: network))
        let file = checkpoint.map { TrainingCheckpoint<Network>(at: $0, of: .spiking) }
        if let saved = try load(file, checkpoint, &network, &optimizer, state.identity) { state = saved }
        let clock = ContinuousClock()
        let begin = clock.now - .seconds(state.seconds)

        while state.step < end {
            let (epoch, first) = state.step.quotientAndRemainder(dividingBy: batches.count)
            var iterator = batches.epoch(epoch, from: first)
            while let batch = try iterator.next() {
                do { try check() } catch {
                    try file?.save(state, model: network, optimizer: optimizer)
                    throw error
                }
                optimizer.learningRate = rate(at: state.step, of: recipe.epochs * batches.count)
                network.setDropout(recipe.dropout(at: state.step, of: recipe.epochs * batches.count))
                state.lossSum += try step(&network, &optimizer, batch, state.step)
                state.step += 1
                state.seconds = (clock.now - begin) / .seconds(1)
                progress(state)
            }
            let correct = try score(network, check: check)
            state.looks.append(
                SpikeTrainingState.Look(
                    epoch: epoch + 1, loss: state.lossSum / Double(batches.count), correct: correct,
                    seconds: state.seconds))
            state.lossSum = 0
            state.seconds = (clock.now - begin) / .seconds(1)
            try file?.save(state, model: network, optimizer: optimizer)
        }
        return state
    }

    /// How many pictures a network names rightly.
    /// - Parameters:
    ///   - source: where they come from; the task's own pictures by default.
    ///   - indices: which of them; the validation part by default.
    public func score(
        _ network: some PictureClassifier, on source: ImageSource? = nil, _ indices: [Int]? = nil,
        check: () throws -> Void = {}
    ) throws -> Proportion {
        let chosen = indices ?? (source == nil ? task.validation : nil)
        var batches = try Batches(source ?? task.source, indices: chosen, size: 100).epoch(0)
        let pass = Pass(isTraining: false, normalization: .running, random: RandomStream(seed: 0))
        var (correct, count) = (0, 0)
        while let batch = try batches.next() {
            try check()
            correct += try Tensor.checking {
                withoutGradients {
                    (network.scores(batch.inputs, pass).argMax(along: 1) .== batch.labels).to(.int64).sum().itemInt()
                }
            }
            count += batch.count
        }
        return Proportion(correct, of: count)
    }

    private func rate(at step: Int, of steps: Int) -> Double {
        recipe.anneals ? CosineDecay(recipe.learningRate, over: steps).rate(at: step) : recipe.learningRate
    }

    private func step<Network: PictureClassifier>(
        _ network: inout Network, _ optimizer: inout Adam, _ batch: Batch, _ number: Int
    ) throws -> Double {
        let pass = Pass.training(RandomStream(seed: seed).named("step \(number)"))
        let value = try Tensor.checking {
            let (value, gradients) = try valueWithGradients(at: network) { network in
                var loss = try network.loss(batch.inputs, batch.labels, recipe, pass)
                if recipe.l1 > 0 || recipe.l2 > 0 { loss = loss + weightPenalty(network.parameters) }
                return loss
            }
            network.absorb(pass)
            optimizer.update(&network, with: gradients)
            return value.item()
        }
        guard value.isFinite else {
            throw FrugalError(
                .training, "step \(number)", "the loss is no longer a number", remedy: "lower the learning rate")
        }
        return value
    }

    /// Biases are left out: they are no synapses.
    private func weightPenalty(_ parameters: [Tensor]) -> Tensor {
        parameters.filter { $0.shape.count > 1 }.reduce(Tensor(0)) { sum, weight in
            var sum = sum
            if recipe.l1 > 0 { sum = sum + recipe.l1 * weight.abs().sum() }
            if recipe.l2 > 0 { sum = sum + recipe.l2 * weight.squared().sum() }
            return sum
        }
    }

    private func load<Network: PictureClassifier>(
        _ file: TrainingCheckpoint<Network>?, _ url: URL?, _ network: inout Network, _ optimizer: inout Adam,
        _ identity: String
    ) throws -> SpikeTrainingState? {
        try file?.load(SpikeTrainingState.self, into: &network, optimizer: &optimizer) { state in
            guard state.identity == identity else {
                throw FrugalError(
                    .conflict, url?.path ?? "", "this checkpoint is of other settings, other data or another seed",
                    remedy: "remove it, or choose another folder")
            }
        }
    }

    private func identity(of network: some PictureClassifier) throws -> String {
        let settings = String(decoding: try TrackJSON.encode(recipe, onOneLine: true), as: UTF8.self)
        let shapes = network.parameters.map { "\($0.shape)" }.joined()
        return "\(settings) \(network.form) \(shapes) seed \(seed), "
            + "\(task.training.count)+\(task.validation.count) of \(task.source.count)"
    }
}
