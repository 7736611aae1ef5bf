import FrugalTensor

/// Gradient descent with a falling rate whose result is the average of the parameters on the way: PyTorch's `ASGD`.
///
/// As in PyTorch, a step's rate falls with the steps before it; unlike there, a new ``learningRate`` counts at once.
///
/// Polyak and Juditsky, "Acceleration of stochastic approximation by averaging", SIAM J. Control Optim. 30, 1992.
public struct AveragedSGD: Optimizer {
    /// The learning rate at the start.
    public var learningRate: Double
    /// How fast the rate falls, and by how much the parameters shrink at each step (PyTorch's `lambd`).
    public var decay: Double
    /// The power with which the rate falls (PyTorch's `alpha`).
    public var power: Double
    /// The step after which averaging starts (PyTorch's `t0`).
    public var averagingStart: Double
    /// The weight of the squared parameters in the loss, halved.
    public var weightDecay: Double
    private var memory = OptimizerMemory(tensors: ["ax"])

    /// Averaged gradient descent with these settings, before its first step.
    public init(
        learningRate: Double = 1e-2, decay: Double = 1e-4, power: Double = 0.75, averagingStart: Double = 1e6,
        weightDecay: Double = 0
    ) {
        self.learningRate = learningRate
        self.decay = decay
        self.power = power
        self.averagingStart = averagingStart
        self.weightDecay = weightDecay
    }

    /// Takes one step, in a single call of the engine for all parameters.
    public mutating func update<Model: Module>(_ model: inout Model, with gradients: Gradients) {
        memory.step(&model, gradients, needed: (true, false, false)).averagedSGD(
            rate: learningRate, decay: decay, power: power, averagingStart: averagingStart, weightDecay: weightDecay)
    }

    /// The model with the averaged parameters; parameters that were never trained are as they are.
    public func averaged<Model: Module>(_ model: Model) -> Model {
        var result = model
        var averages = memory.firstTensors[...]
        result.forEachParameter { parameter in
            if let average = averages.popFirst() ?? nil { parameter = average }
        }
        return result
    }

    /// The `ax` of every parameter that has been trained, and its number of steps.
    public func stateDictionary(for model: some Module) -> StateDictionary { memory.stateDictionary(for: model) }

    /// Goes on from what ``stateDictionary(for:)`` gave.
    /// - Throws: ``StateError`` where an entry names no parameter of the model or does not have its shape.
    public mutating func load(_ state: StateDictionary, for model: some Module) throws {
        try memory.load(state, for: model)
    }
}
