import Foundation
import FrugalData
import FrugalNN
import FrugalTensor
import FrugalTrack

/// Trains children: whatever a search proposes, and the hand-made networks beside it.
///
///     var network = try family.build(architecture, for: data.shape, classes: data.classes, using: &stream)
///     let state = try ChildTrainer(recipe, data, seed: 1).train(&network)
///     print(state.accuracy)
///
/// The order of examples and all that is drawn are functions of the seed and the number of a step, so that a checkpoint is
/// tensors and a few numbers, and a training that was killed goes on bit by bit as if it had not been.
public struct ChildTrainer: Sendable {
    /// The settings.
    public let recipe: ChildRecipe
    /// What is learned from and scored on.
    public let data: ChildData
    /// The seed of the order of examples and of what is drawn in a step.
    public let seed: UInt64
    /// Where the network is computed.
    public let device: Device

    /// A trainer.
    /// - Throws: ``FrugalError`` of kind `usage` for settings that cannot be.
    public init(_ recipe: ChildRecipe, _ data: ChildData, seed: UInt64, device: Device = .cpu) throws {
        try recipe.check()
        self.recipe = recipe
        self.data = data
        self.seed = seed
        self.device = device
    }

    /// Trains `network` up to a share of the whole training, from the start or from where a checkpoint stands.
    /// - Parameters:
    ///   - network: what is trained, with fresh weights; at the end with trained ones, on the trainer's device.
    ///   - effort: where to stop, as a share of the whole training. The learning rate is that of the whole.
    ///   - checkpoint: the file to go on from, and to save to some times a second; nil for none.
    ///   - other: the checkpoint of another trial to go on from where there is none at `checkpoint` yet.
    ///   - check: called at every step; what it throws ends training after the state is saved.
    ///   - progress: told after every step.
    /// - Returns: how training went; its last look is at the network as returned.
    /// - Throws: ``FrugalError``: `training` where the loss stops being a number, `conflict` for a checkpoint of other
    ///   settings; the errors of a damaged checkpoint; `TensorError` where memory ends; what `check` throws.
    @discardableResult
    public func train<Network: SearchedNetwork>(
        _ network: inout Network, effort: Double = 1, checkpoint: URL? = nil, continuing other: URL? = nil,
        check: () throws -> Void = {}, progress: (ChildState) -> Void = { _ in }
    ) throws -> ChildState {
        let batches = try self.batches(seed: seed)
        let planned = recipe.steps(perEpoch: batches.count)
        var run = ChildRun(
            network: network.to(device), optimizer: recipe.optimizer(),
            state: ChildState(plannedSteps: planned, seed: seed, identity: try identity()))
        let file = checkpoint.map { TrainingCheckpoint<Network>(at: $0, of: .child) }
        try load(&run, own: checkpoint, other: other)
        defer { network = run.network }
        // A continued training keeps its own order of examples.
        let order = run.state.seed == seed ? batches : try self.batches(seed: run.state.seed)
        let schedule = recipe.schedule(perEpoch: order.count)
        let end = max(1, min(planned, Int((effort * Double(planned)).rounded())))
        let clock = ContinuousClock()
        let begin = clock.now - .seconds(run.state.seconds)
        var saving = SavingInterval()

        while run.state.step < end {
            let (epoch, first) = run.state.step.quotientAndRemainder(dividingBy: order.count)
            var iterator = order.epoch(epoch, from: first)
            while run.state.step < end, let batch = try iterator.next() {
                run.optimizer.learningRate = schedule.rate(at: run.state.step)
                run.losses.append(try step(&run, batch))
                run.state.step += 1
                // Reading a number off an accelerator waits for it.
                if device == .cpu || run.losses.count >= 32 { try run.collectLosses() }
                run.state.seconds = (clock.now - begin) / .seconds(1)
                if isLook(run.state.step, order.count) { try look(&run, perEpoch: order.count, check) }
                progress(run.state)
                if file != nil, run.state.step < end { try saving.save { try run.save(to: file) } }
                do { try check() } catch {
                    try run.save(to: file)
                    throw error
                }
            }
        }
        if run.state.accuracy == nil {
            try look(&run, perEpoch: order.count, check)
            progress(run.state)
        }
        run.state.seconds = (clock.now - begin) / .seconds(1)
        try run.save(to: file)
        return run.state
    }

    /// How many of the examples at `indices` a network names rightly, undistorted.
    /// - Parameter indices: the validation part where nothing else is said.
    /// - Throws: as ``ChildScorer/score(_:on:check:)`` does.
    public func score(
        _ network: any SearchedNetwork, on indices: [Int]? = nil, check: () throws -> Void = {}
    ) throws -> Proportion {
        var scorer = ChildScorer(data.plain)
        scorer.device = device
        scorer.usesBFloat16 = recipe.usesBFloat16
        return try scorer.score(network, on: indices ?? data.validationIndices, check: check)
    }

    func batches(seed: UInt64) throws -> Batches<AnySource> {
        try Batches(
            AnySource(base: data.training), indices: data.trainingIndices, size: recipe.batchSize, shuffledWith: seed,
            dropsLast: data.trainingIndices.count >= recipe.batchSize)
    }

    private func isLook(_ step: Int, _ perEpoch: Int) -> Bool {
        recipe.validationInterval > 0 && step.isMultiple(of: recipe.validationInterval * perEpoch)
    }

    private func look<Network: SearchedNetwork>(
        _ run: inout ChildRun<Network>, perEpoch batches: Int, _ check: () throws -> Void
    ) throws {
        try run.collectLosses()
        let correct = try score(run.network, check: check)
        run.state.looks.append(
            ChildState.Look(
                step: run.state.step, epoch: Double(run.state.step) / Double(batches),
                loss: run.state.lossSum / Double(max(1, run.state.lossCount)), correct: correct,
                seconds: run.state.seconds))
        run.state.lossSum = 0
        run.state.lossCount = 0
    }
}
