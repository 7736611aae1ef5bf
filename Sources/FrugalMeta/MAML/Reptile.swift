import FrugalNN
import FrugalTensor

/// Initial weights that lie close to the solutions of many tasks: the weights move towards those that some steps of
/// ordinary training on a task lead to (Nichol, Achiam and Schulman 2018, algorithm 1). No second derivatives.
public struct Reptile<Model: Layer>: AdaptiveLearner {
    /// The settings of training on one task.
    public struct Inner: Codable, Sendable, Equatable {
        /// Steps on a task in training.
        public var steps: Int
        /// Steps on a task's support once trained.
        public var evaluationSteps: Int
        /// The examples of one step; all where there are fewer.
        public var batch: Int
        /// The rate of Adam without its first moment, as in the paper's experiments.
        public var rate: Double
        /// What batch normalisation divides the query by.
        public var statistics: QueryStatistics

        /// Settings of training on one task; the defaults are the paper's for Omniglot 5-way.
        public init(
            steps: Int = 5, evaluationSteps: Int = 50, batch: Int = 10, rate: Double = 1e-3,
            statistics: QueryStatistics = .transductive
        ) {
            self.steps = steps
            self.evaluationSteps = evaluationSteps
            self.batch = batch
            self.rate = rate
            self.statistics = statistics
        }
    }

    /// The network with its initial weights.
    public var model: Model
    /// How it is trained on one task.
    public var inner: Inner
    private let maml: MAML<Model>

    /// A learner that has not learned yet.
    public init(
        _ model: Model, _ inner: Inner = Inner(),
        loss: @escaping MAML<Model>.Loss = { crossEntropy($0, $1) }
    ) {
        self.model = model
        self.inner = inner
        maml = MAML(model, InnerLoop(order: .first, statistics: inner.statistics), loss: loss)
    }

    /// Shows the model's tensors as `model.…`.
    public mutating func visit(_ visitor: inout Visitor) { visitor.child("model", &model) }

    /// The model after training on `examples`, in batches that go through them in an order drawn from `random`.
    public func adapted(to examples: Examples, steps: Int, using random: inout RandomStream) -> Model {
        withGradients(true) {
            var model = model
            var optimizer = Adam(learningRate: inner.rate, betas: (0, 0.999))
            let count = examples.inputs.size(of: 0)
            var order: [Int] = []
            for _ in 0..<steps {
                if order.count < min(inner.batch, count) { order += random.shuffled(Array(0..<count)) }
                let rows = Tensor(Array(order.prefix(inner.batch)))
                order.removeFirst(min(order.count, inner.batch))
                let pass = Pass(isTraining: true, normalization: .batchOnly, random: random.split())
                let (_, gradients) = valueWithGradients(at: model) {
                    maml.loss(
                        $0(examples.inputs.indexSelected(at: rows), pass), examples.targets.indexSelected(at: rows))
                }
                optimizer.update(&model, with: gradients)
            }
            return model
        }
    }

    /// From the initial weights to those that training on the task leads to, with its sign turned: what an outer step of
    /// plain gradient descent takes for a gradient. Support and query are both trained on.
    public func lesson(from task: AdaptationTask, using random: RandomStream) throws -> Lesson {
        try Tensor.checking {
            let all = Examples(
                .concatenated([task.support.inputs, task.query.inputs]),
                .concatenated([task.support.targets, task.query.targets]))
            var random = random
            let trained = adapted(to: all, steps: inner.steps, using: &random)
            return withoutGradients {
                let pass = Pass(isTraining: false, normalization: .batchOnly, random: random)
                let loss = maml.loss(trained(all.inputs, pass), all.targets).item()
                let moves = zip(model.parameters, trained.parameters).map { $0 - $1 }
                return Lesson(loss: loss, gradients: Gradients(moves))
            }
        }
    }

    /// A score for each class of each query picture, `[Q, way]`, after training on the support.
    /// - Throws: `TensorError` where the pictures do not fit the network, or the network has another number of scores.
    public func logits(_ task: FewShotTask) throws -> Tensor {
        try Tensor.checking {
            let support = Examples(task.support, Tensor(task.supportLabels))
            var random = RandomStream(seed: 0)
            let trained = adapted(to: support, steps: inner.evaluationSteps, using: &random)
            var maml = maml
            maml.inner.statistics = inner.statistics
            return withoutGradients { maml.scores(task.query, trained, support, inTraining: false) }
        }
    }
}
