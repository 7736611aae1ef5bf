import FrugalTensor

/// A rule that moves a model's parameters against their gradients.
///
/// An optimiser is a value: what it remembers (moments, steps taken) is part of it, so that a copy goes its own way.
/// Parameters without a gradient stay exactly as they are. The memory of a parameter is changed in place where the model
/// is its only owner, and copied first elsewhere: training a copy of a model never changes the original.
public protocol Optimizer: Sendable {
    /// The learning rate of the next step; a ``Schedule`` sets it.
    var learningRate: Double { get set }

    /// Takes one step.
    /// - Parameter gradients: one for each of the model's ``Module/parameters``, in their order.
    mutating func update<Model: Module>(_ model: inout Model, with gradients: Gradients)

    /// What the optimiser remembers, by name and parameter: `exp_avg.hidden.weight`. Empty before the first step.
    func stateDictionary(for model: some Module) -> StateDictionary

    /// Takes over what another optimiser of the same kind remembered, so that training goes on bit by bit as it would
    /// have. Settings such as the learning rate are not part of it.
    /// - Throws: ``StateError`` where an entry names no parameter of the model or does not have its shape.
    mutating func load(_ state: StateDictionary, for model: some Module) throws
}
