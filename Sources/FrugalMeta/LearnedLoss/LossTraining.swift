import FrugalNN
import FrugalTensor

/// The training of a learned loss: a value that can be stopped after any step and gone on with.
///
/// Bechtle et al. 2021, algorithm 1: a fresh network takes gradient steps under the learned loss, on the examples that it
/// may learn from; the fixed loss of the network that comes out, on *other* examples, is differentiated with respect to the
/// weights of the learned loss, through the steps. (The published code judges on the examples it trained on.)
public struct LossTraining: Sendable {
    /// A point of the training curve.
    public struct Point: Codable, Sendable, Equatable {
        /// Outer steps done.
        public var step: Int
        /// The fixed loss on the query examples, after the inner steps.
        public var loss: Double
        /// The fixed loss of the validation tasks, where it was taken.
        public var validation: Double?
    }

    /// The settings.
    public let recipe: LearnedLossRecipe
    /// Outer steps done.
    public private(set) var step = 0
    /// The loss as it is now.
    public private(set) var network: LearnedLoss
    /// The loss with the best validation score; nil before the first one.
    public private(set) var best: (network: LearnedLoss, score: Double, step: Int)?
    /// What was measured.
    public private(set) var curve: [Point] = []
    private var adam: Adam

    /// A training before its first step.
    public init(_ recipe: LearnedLossRecipe) {
        self.recipe = recipe
        var random = RandomStream(seed: recipe.seed).named("loss")
        network = LearnedLoss(hidden: recipe.hidden, using: &random)
        adam = Adam(learningRate: recipe.outerRate)
    }

    /// Whether all steps are done.
    public var isDone: Bool { step >= recipe.outerSteps }
    /// The best loss so far, or the present one before the first validation.
    public var loss: LearnedLoss { best?.network ?? network }

    /// Takes one outer step, and validates where that is due.
    public mutating func advance(on tasks: some SupervisedTasks) {
        var seeds = RandomStream(seed: recipe.seed).named("tasks")
        var random = RandomStream(seed: seeds.next(), stream: UInt64(step))
        let drawn = (0..<recipe.tasks).map { _ in tasks.task(seed: random.next()) }
        var (value, gradients) = valueWithGradients(at: network) { network in
            drawn.map { Self.outcome(of: $0, under: network, tasks.kind, recipe) }.reduce(Tensor(0), +)
                / Double(drawn.count)
        }
        if gradients.clip(toNorm: recipe.clip).isFinite { adam.update(&network, with: gradients) }
        step += 1
        curve.append(Point(step: step, loss: value.item()))
        if step.isMultiple(of: recipe.validationEvery) || isDone { validate(on: tasks) }
    }

    /// Makes sure that the present loss is validated, where the training ends before its last step.
    public mutating func finish(on tasks: some SupervisedTasks) {
        if let last = curve.last, last.validation == nil { validate(on: tasks) }
    }

    private mutating func validate(on tasks: some SupervisedTasks) {
        let score = score(on: tasks)
        curve[curve.count - 1].validation = score
        if score < best?.score ?? .infinity { best = (network, score, step) }
    }

    /// The fixed loss of a network after its steps under `loss`, on examples that it did not see, with the graph of all.
    static func outcome(
        of task: SupervisedTask, under loss: LearnedLoss, _ kind: PredictionKind, _ recipe: LearnedLossRecipe
    ) -> Tensor {
        var model = task.start.recordingGradients().model
        for _ in 0..<recipe.innerSteps {
            let outputs = model(task.support.inputs, .evaluation)
            let inner = loss(kind.seen(outputs), task.support.targets)
            let steps = gradients(of: inner, withRespectTo: model.parameters, createGraph: true)
            model.parameters = zip(model.parameters, steps).map { $0 - $1 * recipe.innerRate }
        }
        return kind.loss(model(task.query.inputs, .evaluation), task.query.targets)
    }

    /// The median fixed loss of the validation tasks after as many steps as the loss is meant for.
    private func score(on tasks: some SupervisedTasks) -> Double {
        var seeds = RandomStream(seed: recipe.seed).named("validation")
        let scores = (0..<recipe.validationTasks).map { _ in
            LossRun(
                tasks.task(seed: seeds.next()), tasks.kind, with: SGD(learningRate: recipe.innerRate),
                steps: recipe.validationSteps, under: network
            ).last
        }
        return Median.of(scores)
    }
}
