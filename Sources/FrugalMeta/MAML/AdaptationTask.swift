import FrugalTensor

/// Examples with what they should give.
public struct Examples: Sendable {
    /// `[N, …]`: what goes in.
    public var inputs: Tensor
    /// `[N, …]`: class labels (int64) or target values.
    public var targets: Tensor

    /// Examples with their targets.
    public init(_ inputs: Tensor, _ targets: Tensor) {
        self.inputs = inputs
        self.targets = targets
    }
}

/// A task of any kind, classification or regression: what a learner adapts to, and what then measures it.
public struct AdaptationTask: Sendable {
    /// What the learner adapts to.
    public var support: Examples
    /// What it is measured on after that.
    public var query: Examples

    /// A task of these examples.
    public init(support: Examples, query: Examples) {
        self.support = support
        self.query = query
    }

    /// The same pictures and labels as tensors.
    public init(_ task: FewShotTask) {
        self.init(
            support: Examples(task.support, Tensor(task.supportLabels)),
            query: Examples(task.query, Tensor(task.queryLabels)))
    }
}
