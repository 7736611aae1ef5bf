import FrugalTensor

/// Steps by the gradient over the root of the running mean of its squares, by PyTorch's formulas.
///
/// Tieleman and Hinton, lecture 6.5 of "Neural Networks for Machine Learning", 2012. Centred form: Graves, "Generating
/// Sequences With Recurrent Neural Networks", 2013.
public struct RMSprop: Optimizer {
    /// The learning rate.
    public var learningRate: Double
    /// How much of the mean square is kept at each step.
    public var smoothing: Double
    /// Keeps the division from blowing up where gradients vanish.
    public var epsilon: Double
    /// The weight of the squared parameters in the loss, halved.
    public var weightDecay: Double
    /// How much of the last movement is kept.
    public var momentum: Double
    /// Whether the variance of the gradients is taken instead of their mean square.
    public var isCentered: Bool
    private var memory = OptimizerMemory(tensors: ["square_avg", "grad_avg", "momentum_buffer"])

    /// RMSprop with these settings, before its first step.
    public init(
        learningRate: Double = 1e-2, smoothing: Double = 0.99, epsilon: Double = 1e-8, weightDecay: Double = 0,
        momentum: Double = 0, centered: Bool = false
    ) {
        self.learningRate = learningRate
        self.smoothing = smoothing
        self.epsilon = epsilon
        self.weightDecay = weightDecay
        self.momentum = momentum
        isCentered = centered
    }

    /// Takes one step, in a single call of the engine for all parameters.
    public mutating func update<Model: Module>(_ model: inout Model, with gradients: Gradients) {
        memory.step(&model, gradients, needed: (true, isCentered, momentum > 0)).rmsProp(
            rate: learningRate, smoothing: smoothing, epsilon: epsilon, weightDecay: weightDecay, momentum: momentum)
    }

    /// The `square_avg`, `grad_avg`, `momentum_buffer` of every parameter that has been trained, and its number of steps.
    public func stateDictionary(for model: some Module) -> StateDictionary { memory.stateDictionary(for: model) }

    /// Goes on from what ``stateDictionary(for:)`` gave.
    /// - Throws: ``StateError`` where an entry names no parameter of the model or does not have its shape.
    public mutating func load(_ state: StateDictionary, for model: some Module) throws {
        try memory.load(state, for: model)
    }
}
