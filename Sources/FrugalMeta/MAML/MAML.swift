import FrugalNN
import FrugalTensor

/// Model-agnostic meta-learning: initial weights from which a few gradient steps on a new task's support lead to a good
/// model of that task (Finn, Abbeel and Levine 2017).
///
/// The model, its initial weights included, is a value. Adapting to a task gives another value and changes nothing.
public struct MAML<Model: Layer>: AdaptiveLearner {
    /// A loss of scores and targets: cross entropy for labels, or the mean squared error for values.
    public typealias Loss = @Sendable (_ scores: Tensor, _ targets: Tensor) -> Tensor

    /// What a task's adaptation begins with, made of the initial weights and its support.
    public typealias Begin = @Sendable (_ model: Model, _ support: Examples, _ pass: Pass) -> Model

    /// The network with its initial weights.
    public var model: Model
    /// The rates of the inner steps.
    public var rates: InnerRates
    /// How it adapts. Number of steps and statistics may be changed after training.
    public var inner: InnerLoop
    /// What the inner steps and the outer one descend.
    public let loss: Loss
    private let begin: Begin?

    /// A learner that has not learned yet.
    /// - Parameters:
    ///   - loss: what the inner steps and the outer one descend.
    ///   - begin: makes of the initial weights those that the first inner step starts from, where a task's support has a
    ///     say in them. The outer gradient goes through it. Nil takes the initial weights as they are: the paper.
    public init(
        _ model: Model, _ inner: InnerLoop, loss: @escaping Loss = { crossEntropy($0, $1) }, begin: Begin? = nil
    ) {
        self.model = model
        self.inner = inner
        self.loss = loss
        self.begin = begin
        rates = InnerRates(inner.rates, base: inner.rate, steps: inner.steps, parameters: model.parameters)
    }

    /// Shows the model's tensors as `model.…` and the learned rates as `rates.…`.
    public mutating func visit(_ visitor: inout Visitor) {
        visitor.child("model", &model)
        visitor.child("rates", &rates)
    }

    /// The model after `steps` gradient steps on `support`: θ ← θ − α ∇L(θ) (equation 1 of the paper).
    public func adapted(to support: Examples, steps: Int? = nil) -> Model {
        withGradients(true) {
            var model = withoutGradients { begun(on: support, inTraining: false) }
            let rates = withoutGradients { self.rates.perParameter() }
            for step in 0..<(steps ?? inner.evaluationSteps) {
                // Nothing will look back, so every step begins a graph of its own.
                model = descended(model.recordingGradients().model, support, step, rates, .first, inTraining: false)
            }
            model.forEachParameter { $0 = $0.detached() }
            return model
        }
    }

    /// The scores of `inputs` by the model adapted to `support`.
    public func scores(_ inputs: Tensor, after support: Examples) -> Tensor {
        let model = adapted(to: support)
        return withoutGradients { scores(inputs, model, support, inTraining: false) }
    }

    /// A score for each class of each query picture, `[Q, way]`, after adapting to the support.
    /// - Throws: `TensorError` where the pictures do not fit the network, or the network has another number of scores.
    public func logits(_ task: FewShotTask) throws -> Tensor {
        try Tensor.checking { scores(task.query, after: Examples(task.support, Tensor(task.supportLabels))) }
    }

    /// The model that the first inner step starts from.
    func begun(on support: Examples, inTraining: Bool) -> Model {
        guard let begin else { return model }
        var model = begin(model, support, supportPass(inTraining: inTraining))
        // Tensors of their own: the first step's gradient is that of the weights it starts from, where it would otherwise
        // also count how the support made them.
        model.forEachParameter { $0 = $0.reshaped($0.shape) }
        return model
    }

    /// How the support goes through the network.
    private func supportPass(inTraining: Bool) -> Pass {
        let usesRunning = inner.statistics == .running && !inTraining
        return Pass(
            isTraining: inTraining, normalization: usesRunning ? .running : .batchOnly, random: RandomStream(seed: 0))
    }

    /// The scores of a task's queries under each of `statistics`, from one adaptation.
    /// - Throws: `TensorError` where the pictures do not fit the network.
    func logits(_ task: FewShotTask, by statistics: [QueryStatistics]) throws -> [Tensor] {
        try Tensor.checking {
            let support = Examples(task.support, Tensor(task.supportLabels))
            let model = adapted(to: support)
            return withoutGradients {
                statistics.map { statistics in
                    var learner = self
                    learner.inner.statistics = statistics
                    return learner.scores(task.query, model, support, inTraining: false)
                }
            }
        }
    }

    /// One inner step.
    func descended(
        _ model: Model, _ support: Examples, _ step: Int, _ rates: [[Tensor]], _ order: MAMLOrder, inTraining: Bool
    ) -> Model {
        var model = model
        let value = loss(model(support.inputs, supportPass(inTraining: inTraining)), support.targets)
        var parameters = model.parameters
        let moving =
            switch inner.reach {
            case .network: Array(parameters.indices)
            case .head: zip(parameters.indices, model.parameterPaths).filter { $1.hasPrefix("head.") }.map { $0.0 }
            }
        let found = gradientsWhereAny(
            of: value, withRespectTo: moving.map { parameters[$0] }, createGraph: order == .second)
        for (place, gradient) in zip(moving, found) {
            let parameter = parameters[place]
            if let gradient, rates.isEmpty {
                parameters[place] = parameter.adding(gradient, times: -inner.rate)
            } else if let gradient {
                let own = rates[place]
                parameters[place] = parameter - own[min(step, own.count - 1)] * gradient
            } else {
                // A bias in front of batch statistics, say, stays. But it becomes a tensor of its own: the next step's
                // gradient would otherwise be sought through all steps before it, where it is the same.
                parameters[place] = parameter.reshaped(parameter.shape)
            }
        }
        model.parameters = parameters
        return model
    }

    /// The scores of `inputs` by an adapted model, normalised as the settings say.
    func scores(
        _ inputs: Tensor, _ model: Model, _ support: Examples, inTraining: Bool, noting noted: Pass? = nil
    ) -> Tensor {
        let random = RandomStream(seed: 0)
        switch inner.statistics {
        case .transductive:
            return model(inputs, Pass(isTraining: inTraining, normalization: .batchOnly, random: random))
        case .running:
            return model(inputs, inTraining ? noted ?? .training(random) : .evaluation)
        case .support:
            // A momentum of 1: the statistics become those of this batch, whatever they were.
            let pass = Pass(isTraining: false, normalization: .batch, random: random, momentum: 1)
            _ = withoutGradients { model(support.inputs, pass) }
            var model = model
            model.absorb(pass)
            return model(inputs, Pass(isTraining: inTraining, normalization: .running, random: random))
        }
    }
}
