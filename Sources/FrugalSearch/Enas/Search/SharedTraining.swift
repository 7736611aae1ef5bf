import FrugalData
import FrugalNN
import FrugalTensor
import FrugalTrack

/// Trains shared weights through one child after another.
///
/// A step takes gradients with respect to the child's parameters alone and applies them to the tensors that it shares: momentum
/// is kept for each, and a weight that the child does not use stays as it is, momentum and all. ENAS's code differs there: the l2
/// term of its loss covers every weight, so that each step also decays those that are not in use and lets their momentum carry
/// them on.
public struct SharedTraining<Shared: SharedWeights>: Sendable {
    /// The momentum of each shared tensor.
    public var optimizer: SGD
    /// The largest norm of a child's gradients; nil for no bound.
    public var clip: Double?
    /// What the loss of the auxiliary head counts.
    public var auxiliaryWeight: Double
    /// Whether products and convolutions are computed in bfloat16.
    public var usesBFloat16: Bool
    /// Where the weights are.
    public var device: Device

    /// Training before its first step.
    public init(_ settings: EnasSettings, device: Device = .cpu) {
        optimizer = SGD(
            learningRate: settings.peak, momentum: settings.momentum, weightDecay: settings.weightDecay, nesterov: true)
        clip = settings.clip
        auxiliaryWeight = settings.auxiliaryWeight
        usesBFloat16 = settings.usesBFloat16
        self.device = device
    }

    /// One step on the child of an architecture.
    /// - Parameter random: where dropout draws from.
    /// - Returns: the loss, where the weights are.
    /// - Throws: `FrugalError` for an architecture that is not of the space; `TensorError` where the batch does not fit, or memory
    ///   ends.
    public mutating func step(
        _ shared: inout Shared, _ architecture: Architecture, _ batch: Batch, random: RandomStream
    ) throws -> Tensor {
        try Tensor.checking {
            let (loss, gradients) = try gradients(shared, architecture, batch, random)
            optimizer.update(&shared, with: gradients)
            return loss
        }
    }

    /// The loss of a child and its gradients, in the order of the shared parameters. The child is gone when they are
    /// applied, so that nothing has to be copied.
    private func gradients(
        _ shared: Shared, _ architecture: Architecture, _ batch: Batch, _ random: RandomStream
    ) throws -> (loss: Tensor, gradients: Gradients) {
        let child = try shared.child(architecture)
        let (inputs, labels) = (batch.inputs.to(device), batch.labels.to(device))
        // Running statistics would mix those of all paths.
        let pass = Pass(isTraining: true, normalization: .batchOnly, random: random)
        var (loss, gradients) = valueWithGradients(at: child) { child in
            usesBFloat16
                ? withAutocast(on: device) { self.loss(child, inputs, labels, pass) }
                : self.loss(child, inputs, labels, pass)
        }
        if let clip { gradients.clip(toNorm: clip) }
        return (loss, shared.gradients(gradients, of: child))
    }

    private func loss(_ child: Shared.Child, _ inputs: Tensor, _ labels: Tensor, _ pass: Pass) -> Tensor {
        let (scores, auxiliary) = child.scores(inputs, pass)
        let loss = crossEntropy(scores, labels)
        guard let auxiliary, auxiliaryWeight > 0 else { return loss }
        return loss + crossEntropy(auxiliary, labels) * auxiliaryWeight
    }
}

extension SharedWeights {
    /// The gradients of a child in the order of all shared parameters; nil for those that it does not use.
    func gradients(_ gradients: Gradients, of child: Child) -> Gradients {
        var found = [ObjectIdentifier: Tensor](minimumCapacity: gradients.values.count)
        var copy = child
        var index = 0
        copy.forEachParameter { tensor in
            found[tensor.identity] = gradients.values[index]
            index += 1
        }
        var all: [Tensor?] = []
        var shared = self
        shared.forEachParameter { all.append(found[$0.identity]) }
        return Gradients(all)
    }
}
