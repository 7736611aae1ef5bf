import FrugalNN
import FrugalTensor

/// Examples to learn from, others to be judged on, and the network that learns, before its first step.
public struct SupervisedTask: Sendable {
    /// Inputs and targets.
    public struct Examples: Sendable {
        /// `[N, inputs]`.
        public var inputs: Tensor
        /// `[N, outputs]`: numbers, or ones and zeros for the class.
        public var targets: Tensor

        /// Examples of these tensors.
        public init(inputs: Tensor, targets: Tensor) {
            self.inputs = inputs
            self.targets = targets
        }
    }

    /// What is trained on.
    public var support: Examples
    /// What is judged on: never trained on.
    public var query: Examples
    /// The network before its first step.
    public var start: Perceptron

    /// A task of these parts.
    public init(support: Examples, query: Examples, start: Perceptron) {
        self.support = support
        self.query = query
        self.start = start
    }
}

/// Tasks of one kind, of which any number can be drawn.
public protocol SupervisedTasks: Sendable {
    /// What the tasks are called in results.
    var name: String { get }
    /// What is predicted.
    var kind: PredictionKind { get }
    /// The task that belongs to `seed`.
    func task(seed: UInt64) -> SupervisedTask
}

/// What a network predicts: which fixed loss judges it, and what a learned loss sees of it.
public enum PredictionKind: String, Codable, Sendable, CaseIterable {
    /// Numbers, judged by the mean squared error.
    case regression
    /// Classes, judged by the cross entropy.
    case classification

    /// What the fixed loss is called.
    public var lossName: String { self == .regression ? "mean squared error" : "cross entropy" }

    /// What a learned loss sees of a network's outputs: the numbers, or the logarithms of the classes' probabilities.
    public func seen(_ outputs: Tensor) -> Tensor {
        switch self {
        case .regression: outputs
        case .classification: outputs.logSoftmax(along: -1)
        }
    }

    /// The fixed loss of `outputs`, one number.
    public func loss(_ outputs: Tensor, _ targets: Tensor) -> Tensor {
        switch self {
        case .regression: meanSquaredError(outputs, targets)
        // Written out because it is differentiated twice.
        case .classification: -(outputs.logSoftmax(along: -1) * targets).sum() / Double(max(1, targets.size(of: 0)))
        }
    }
}
