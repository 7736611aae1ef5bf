import FrugalTensor

/// What happened in a ``SurrogateNetwork`` during a presentation of `N` examples.
public struct SpikingActivity: Sendable {
    /// How the last layer answers.
    public let readout: Readout
    /// What reached each layer: `[steps, N, …]`, or `[1, N, …]` for an input that stayed the same.
    public let arriving: [Tensor]
    /// Spikes of the last layer, `[steps, N, classes]`; its membranes where it never spikes.
    public let spikes: Tensor
    /// Membranes of the last layer after every step, `[steps, N, classes]`.
    public let membranes: Tensor

    /// What gradients are taken of: spike counts or membranes after the last step, `[N, classes]`.
    public var answer: Tensor {
        switch readout {
        case .spikeCount: spikes.sum(along: 0)
        case .summedMembrane: membranes.sum(along: 0)
        case .finalMembrane: membranes[-1]
        }
    }

    /// ``answer`` as it stands after every step, `[steps, N, classes]`.
    public var answers: Tensor {
        switch readout {
        case .spikeCount: spikes.cumulativeSum(along: 0)
        case .summedMembrane: membranes.cumulativeSum(along: 0)
        case .finalMembrane: membranes
        }
    }

    /// ``answers`` with equal counts decided by the membrane, as ``SpikingRun/answer`` has it: what a class is chosen
    /// by.
    public var decisions: Tensor {
        readout == .spikeCount ? answers + 0.4 * membranes / (1 + membranes.abs()) : answers
    }
}
