import FrugalTensor

/// Stochastic gradient descent with momentum, by PyTorch's formulas.
///
/// Momentum: Polyak, "Some methods of speeding up the convergence of iteration methods", 1964. Nesterov's form: Sutskever
/// et al., "On the importance of initialization and momentum in deep learning", ICML 2013.
public struct SGD: Optimizer {
    /// The learning rate.
    public var learningRate: Double
    /// How much of the last movement is kept.
    public var momentum: Double
    /// How much of the gradient is kept out of the momentum.
    public var dampening: Double
    /// The weight of the squared parameters in the loss, halved.
    public var weightDecay: Double
    /// Whether the gradient is taken as if the momentum had been followed already.
    public var isNesterov: Bool
    private var memory = OptimizerMemory(tensors: ["momentum_buffer"])

    /// Gradient descent with these settings, before its first step.
    public init(
        learningRate: Double, momentum: Double = 0, dampening: Double = 0, weightDecay: Double = 0,
        nesterov: Bool = false
    ) {
        self.learningRate = learningRate
        self.momentum = momentum
        self.dampening = dampening
        self.weightDecay = weightDecay
        isNesterov = nesterov
    }

    /// Takes one step, in a single call of the engine for all parameters.
    public mutating func update<Model: Module>(_ model: inout Model, with gradients: Gradients) {
        memory.step(&model, gradients, needed: (momentum != 0, false, false)).sgd(
            rate: learningRate, momentum: momentum, dampening: dampening, weightDecay: weightDecay,
            nesterov: isNesterov)
    }

    /// The `momentum_buffer` of every parameter that has been trained, and its number of steps.
    public func stateDictionary(for model: some Module) -> StateDictionary { memory.stateDictionary(for: model) }

    /// Goes on from what ``stateDictionary(for:)`` gave.
    /// - Throws: ``StateError`` where an entry names no parameter of the model or does not have its shape.
    public mutating func load(_ state: StateDictionary, for model: some Module) throws {
        try memory.load(state, for: model)
    }
}
