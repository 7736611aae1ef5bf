import Foundation
import FrugalData
import FrugalNN
import FrugalTensor
import FrugalTrack

/// Everything that decides how MAML is trained, but for the seed and the classes.
public struct MAMLRecipe: Codable, Sendable, Equatable {
    /// Where the classifier on top of the features begins.
    public enum Head: String, Codable, Sendable {
        /// At learned weights: the paper.
        case learned
        /// At zero in every task: the first inner step makes it, from the support alone, so that nothing depends on how
        /// the classes are numbered.
        case zero
        /// At the means of the support's features in every task, so that its first scores are those of Prototypical
        /// Networks (Triantafillou et al. 2020, section 3, "Proto-MAML"); the outer gradient goes through the means.
        case prototypes
    }

    /// The channels of every block.
    public var width = 64
    /// Where the classifier begins.
    public var head = Head.zero
    /// How it adapts.
    public var inner: InnerLoop
    /// The outer loop.
    public var schedule: MetaSchedule
    /// Outer steps at the start that take the first-order gradient, which costs a third.
    public var firstOrderIterations = 0
    /// Whether early inner steps count at first.
    public var multiStepLoss: MultiStepLoss?

    /// A recipe.
    public init(inner: InnerLoop, schedule: MetaSchedule) {
        self.inner = inner
        self.schedule = schedule
    }

    /// A network for pictures of `shape` (channels, height, width), before training.
    /// - Parameter other: a learner whose features, and whose rates as far as it has the steps, are begun with.
    public func learner(
        pictures shape: [Int], beginningWith other: MAML<Conv4>? = nil, using random: inout RandomStream
    ) -> MAML<Conv4> {
        var model = Conv4(
            channels: shape[0], size: Extent(height: shape[1], width: shape[2]), classes: schedule.shape.way,
            width: width, using: &random)
        if let other { model.backbone = other.model.backbone }
        var learner = MAML(model, inner, begin: head == .prototypes ? MAML<Conv4>.prototypes : nil)
        if let other { learner.rates.takeOver(other.rates) }
        return head == .learned ? learner : learner.serving(ways: schedule.shape.way)
    }

    /// A training of such a network.
    /// - Throws: ``FrugalError`` where the classes do not fit the tasks.
    public func trainer(
        on train: ClassPool, validatedOn validation: ClassPool, beginningWith other: MAML<Conv4>? = nil, seed: UInt64,
        threads: Int = 1
    ) throws -> MetaTrainer<MAML<Conv4>> {
        var random = RandomStream(seed: seed).named("weights")
        let recipe = self
        return try MetaTrainer(
            learner(pictures: train.pictureShape, beginningWith: other, using: &random), schedule, train: train,
            validation: validation, seed: seed, threads: threads
        ) { learner, task, iteration in
            try learner.lesson(
                from: task, order: iteration < recipe.firstOrderIterations ? .first : recipe.inner.order,
                stepWeights: recipe.multiStepLoss?.weights(steps: recipe.inner.steps, at: iteration),
                where: recipe.head == .learned ? nil : { !$0.hasPrefix("model.head.") })
        }
    }

    /// Trains MAML on the classes of `train` and keeps the weights that do best on those of `validation`.
    /// - Parameters:
    ///   - other: a learner to begin with; nil begins with random weights.
    ///   - checkpoint: the file from which the same call goes on; nil writes nothing.
    ///   - threads: how many tasks are worked on at once; the result does not depend on it.
    ///   - shouldStop: asked before every outer step.
    ///   - progress: told of every look at the validation classes.
    /// - Throws: ``FrugalError`` where the classes do not fit the tasks, where the file is of another training, and of
    ///   kind `interrupted` after `shouldStop`.
    public func train(
        on train: ClassPool, validatedOn validation: ClassPool, beginningWith other: MAML<Conv4>? = nil, seed: UInt64,
        checkpoint: URL? = nil, threads: Int = 1, shouldStop: () -> Bool = { false },
        progress: (MetaProgress) throws -> Void = { _ in }
    ) throws -> MAML<Conv4> {
        var trainer = try trainer(
            on: train, validatedOn: validation, beginningWith: other, seed: seed, threads: threads)
        let file = try checkpoint.map { try MetaCheckpoint(at: $0, recipe: self, seed: seed) }
        return try trainer.run(checkpoint: file, shouldStop: shouldStop, progress: progress)
    }
}

extension MAML<Conv4> {
    /// The same learner for tasks of `ways` classes, with a classifier of zeros, which a task's support then makes.
    public func serving(ways: Int) -> MAML<Conv4> {
        var learner = self
        let head = model.head
        learner.model.head.weight = .zeros([ways, head.weight.size(of: 1)], dtype: head.weight.dtype)
        learner.model.head.bias = .zeros([ways], dtype: head.weight.dtype)
        return learner
    }
}
