import FrugalTensor

/// Examples that are kept of everything that has come by.
public protocol ReplayBuffer: Sendable {
    /// What is kept; nil for nothing yet.
    var examples: ContextExamples? { get }
    /// Takes notice of examples and keeps some of them.
    mutating func add(_ new: ContextExamples, using random: inout RandomStream)
}
