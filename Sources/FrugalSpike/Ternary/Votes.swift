import FrugalNN
import FrugalTensor

/// Counts the spikes of many neurons for each class: no weights, no learning.
///
/// What comes in is ordered by group, and within a group by class; a class gets the mean of its neurons.
public struct Votes: Synapses, GroupedSynapses {
    /// Neurons for each class.
    public let voters: Int
    /// Classes.
    public let classes: Int

    /// Votes of `voters` neurons for each of `classes`.
    public init(voters: Int, classes: Int) {
        self.voters = voters
        self.classes = classes
    }

    /// A neuron reaches its own class only.
    var groups: Int { classes }

    /// Has no tensors to show.
    public mutating func visit(_ visitor: inout Visitor) {}

    /// `[N, voters * classes]` becomes `[N, classes]`.
    public func forward(_ x: Tensor, _ pass: Pass) -> Tensor {
        x.reshaped([x.shape.first ?? 0, voters, classes]).mean(along: 1)
    }

    /// True.
    public var takesVectors: Bool { true }

    /// Weights that are zero but for a neuron's own class.
    public func connection(for shape: [Int]) throws -> SpikingConnection {
        let inputs = voters * classes
        let weights = (0..<classes).flatMap { label in
            (0..<inputs).map { $0 % classes == label ? 1 / Float(voters) : 0 }
        }
        return .dense(DenseSynapses(inputs: inputs, outputs: classes, weights: weights))
    }
}
