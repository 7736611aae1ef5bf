import FrugalData
import FrugalNN
import FrugalTensor
import FrugalTrack

/// Trains the weights that all networks of a space share: a step is one batch through one architecture.
///
///     var shared = try StoreTraining(family, trainer)
///     try shared.train(steps: 1000) { try family.space.random(using: &$0) }
///     let score = try shared.score(architecture)
///
/// With random architectures this is the training of random search with weight sharing (Li and Talwalkar 2019, section 3.2);
/// with those of a controller it is ENAS's. The recipe says how long a whole training is, and so the learning rate.
public struct StoreTraining<Family: NetworkFamily>: Sendable {
    /// What builds the networks.
    public let family: Family
    /// Recipe, data and device.
    public let trainer: ChildTrainer
    /// The weights.
    public private(set) var store = WeightStore()
    /// Steps taken.
    public private(set) var step = 0
    private let batches: Batches<AnySource>

    /// A training before its first step.
    /// - Throws: `DataError` where the examples do not fill a batch.
    public init(_ family: Family, _ trainer: ChildTrainer) throws {
        self.family = family
        self.trainer = trainer
        batches = try trainer.batches(seed: trainer.seed)
    }

    /// Steps of a whole training by the recipe.
    public var plannedSteps: Int { trainer.recipe.steps(perEpoch: batches.count) }

    /// Takes some steps.
    /// - Parameters:
    ///   - draw: chooses the architecture of a step, with a stream that follows from the seed and the step's number.
    ///   - check: called before every step; what it throws ends training between two steps.
    /// - Returns: the mean loss.
    /// - Throws: ``FrugalError`` of kind `training` where a loss is not a number; what `draw`, `check` and the family throw.
    @discardableResult
    public mutating func train(
        steps count: Int, check: () throws -> Void = {}, _ draw: (inout RandomStream) throws -> Architecture
    ) throws -> Double {
        let end = step + max(0, count)
        let schedule = trainer.recipe.schedule(perEpoch: batches.count)
        var sum = 0.0
        while step < end {
            let (epoch, first) = step.quotientAndRemainder(dividingBy: batches.count)
            var iterator = batches.epoch(epoch, from: first)
            while step < end, let batch = try iterator.next() {
                try check()
                var random = RandomStream(seed: trainer.seed).named("architecture \(step)")
                let network = try build(try draw(&random), using: &random)
                sum += try step(network, batch, rate: schedule.rate(at: step))
                step += 1
            }
        }
        return sum / Double(max(1, count))
    }

    /// The network of an architecture with the shared weights as they are now; fresh ones where no step has met them.
    public func network(of architecture: Architecture) throws -> any SearchedNetwork {
        var random = RandomStream(seed: trainer.seed).named("\(architecture)")
        return lent(try build(architecture, using: &random))
    }

    /// How many validation examples an architecture names rightly with the shared weights, normalised by the statistics of
    /// each batch: running ones would be mixed over all architectures.
    /// - Parameter indices: the validation part where nothing else is said.
    public func score(
        _ architecture: Architecture, on indices: [Int]? = nil, check: () throws -> Void = {}
    ) throws -> Proportion {
        var scorer = ChildScorer(trainer.data.plain)
        scorer.device = trainer.device
        scorer.usesBFloat16 = trainer.recipe.usesBFloat16
        scorer.normalization = .batchOnly
        return try scorer.score(
            try network(of: architecture), on: indices ?? trainer.data.validationIndices, check: check)
    }

    private func build(_ architecture: Architecture, using random: inout RandomStream) throws -> any SearchedNetwork {
        try family.build(architecture, for: trainer.data.shape, classes: trainer.data.classes, using: &random)
    }

    private func lent(_ network: some SearchedNetwork) -> any SearchedNetwork {
        var network = network.to(trainer.device)
        var store = store
        store.lend(to: &network)
        return network
    }

    private mutating func step(_ fresh: some SearchedNetwork, _ batch: Batch, rate: Double) throws -> Double {
        var network = fresh.to(trainer.device)
        store.lend(to: &network)
        var run = ChildRun(
            network: network, optimizer: trainer.recipe.optimizer(),
            state: ChildState(step: step, plannedSteps: plannedSteps, seed: trainer.seed, identity: ""))
        try recall(&run.optimizer, for: network)
        run.optimizer.learningRate = rate
        let loss = try trainer.step(&run, batch).item()
        guard loss.isFinite else {
            throw FrugalError(
                .training, "", "the loss of step \(step + 1) of the shared weights is not a number",
                remedy: "give a smaller learning rate, or clip gradients")
        }
        store.takeBack(run.network)
        keep(run.optimizer, for: run.network)
        return loss
    }

    private func recall(_ optimizer: inout any Optimizer, for network: some Module) throws {
        try store.lend(to: &optimizer, for: network)
    }

    private mutating func keep(_ optimizer: any Optimizer, for network: some Module) {
        store.takeBack(optimizer, for: network)
    }
}
