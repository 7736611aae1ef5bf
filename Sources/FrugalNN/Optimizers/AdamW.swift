import FrugalTensor

/// Adam whose weight decay shrinks the parameters themselves instead of entering the gradient, by PyTorch's formulas.
///
/// Loshchilov and Hutter, "Decoupled Weight Decay Regularization", ICLR 2019.
public struct AdamW: Optimizer {
    /// The learning rate.
    public var learningRate: Double
    /// How much of the mean and of the mean square is kept at each step.
    public var betas: (Double, Double)
    /// Keeps the division from blowing up where gradients vanish.
    public var epsilon: Double
    /// The share of a parameter that is lost at each step, as a multiple of the learning rate.
    public var weightDecay: Double
    private var memory = OptimizerMemory(tensors: ["exp_avg", "exp_avg_sq"])

    /// AdamW with these settings, before its first step.
    public init(
        learningRate: Double = 1e-3, betas: (Double, Double) = (0.9, 0.999), epsilon: Double = 1e-8,
        weightDecay: Double = 1e-2
    ) {
        self.learningRate = learningRate
        self.betas = betas
        self.epsilon = epsilon
        self.weightDecay = weightDecay
    }

    /// Takes one step, in a single call of the engine for all parameters.
    public mutating func update<Model: Module>(_ model: inout Model, with gradients: Gradients) {
        memory.step(&model, gradients, needed: (true, true, false)).adam(
            rate: learningRate, betas: betas, epsilon: epsilon, weightDecay: weightDecay, decoupled: true)
    }

    /// The `exp_avg`, `exp_avg_sq` of every parameter that has been trained, and its number of steps.
    public func stateDictionary(for model: some Module) -> StateDictionary { memory.stateDictionary(for: model) }

    /// Goes on from what ``stateDictionary(for:)`` gave.
    /// - Throws: ``StateError`` where an entry names no parameter of the model or does not have its shape.
    public mutating func load(_ state: StateDictionary, for model: some Module) throws {
        try memory.load(state, for: model)
    }
}
