import FrugalNN
import FrugalTensor

/// Something to optimise: where it starts, and the loss of each step.
public struct Problem<Model: Module>: Sendable {
    /// The parameters before the first step.
    public var start: Model
    /// The loss that step number `step` sees; a batch of its own a step, the same for every optimiser.
    public var loss: @Sendable (_ model: Model, _ step: Int) -> Tensor
    /// What optimisers are compared by: the loss without the noise of a batch.
    public var score: @Sendable (_ model: Model) -> Double
    /// How many functions ``loss`` sums, by which a reported loss is divided.
    public var count: Int

    /// A problem of these parts.
    public init(
        start: Model, count: Int = 1, loss: @escaping @Sendable (Model, Int) -> Tensor,
        score: @escaping @Sendable (Model) -> Double
    ) {
        self.start = start
        self.count = count
        self.loss = loss
        self.score = score
    }
}

/// Problems of one kind, of which any number can be drawn.
public protocol ProblemFamily: Sendable {
    /// What is optimised.
    associatedtype Model: Module
    /// What the family is called in results.
    var name: String { get }
    /// The problem that belongs to `seed`.
    func problem(seed: UInt64) -> Problem<Model>
}
