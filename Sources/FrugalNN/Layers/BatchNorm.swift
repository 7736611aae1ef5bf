import FrugalTensor

/// Normalises every channel of `[N, C, …]` over the batch (Ioffe and Szegedy 2015).
///
/// Which statistics it divides by is the pass's choice, ``Pass/normalization``: those of the batch, which the running
/// statistics follow once the pass is absorbed (``Module/absorb(_:)``); those of the batch without a trace; or the
/// running ones.
public struct BatchNorm: Layer {
    /// `[C]`: what normalised channels are multiplied by.
    public var weight: Tensor?
    /// `[C]`: what is added to them.
    public var bias: Tensor?
    /// `[C]`: the mean of every channel over training.
    public var runningMean: Tensor
    /// `[C]`: the unbiased variance of every channel over training.
    public var runningVariance: Tensor
    /// How far one batch moves the running statistics.
    public let momentum: Double
    /// What keeps the division finite.
    public let epsilon: Double

    /// Normalisation of `channels` channels.
    /// - Parameter isAffine: whether it scales and shifts each channel by learned numbers.
    public init(_ channels: Int, momentum: Double = 0.1, epsilon: Double = 1e-5, isAffine: Bool = true) {
        weight = isAffine ? .ones([channels]) : nil
        bias = isAffine ? .zeros([channels]) : nil
        runningMean = .zeros([channels])
        runningVariance = .ones([channels])
        self.momentum = momentum
        self.epsilon = epsilon
    }

    /// Shows the tensors under PyTorch's names.
    public mutating func visit(_ visitor: inout Visitor) {
        visitor.parameter("weight", &weight)
        visitor.parameter("bias", &bias)
        visitor.buffer("running_mean", &runningMean)
        visitor.buffer("running_var", &runningVariance)
    }

    /// Normalises `[N, C, …]`, and notes in a training pass what the running statistics become.
    public func forward(_ x: Tensor, _ pass: Pass) -> Tensor {
        let normalization = pass.normalization(ofScale: weight)
        if normalization == .running {
            return x.batchNorm(
                weight: weight, bias: bias, mean: runningMean, variance: runningVariance, epsilon: epsilon)
        }
        let batch = x.batchNorm(weight: weight, bias: bias, epsilon: epsilon)
        if normalization == .batch {
            follow(mean: batch.mean, variance: batch.variance, in: pass)
        }
        return batch.output
    }

    /// Notes in `pass` what the running statistics become after a batch with these.
    func follow(mean: Tensor, variance: Tensor, in pass: Pass) {
        follow(runningMean, to: mean, in: pass)
        follow(runningVariance, to: variance, in: pass)
    }

    private func follow(_ running: Tensor, to seen: Tensor, in pass: Pass) {
        let momentum = pass.momentum ?? momentum
        // Written out, because infinity times zero is not zero.
        pass.note(running, becomes: momentum == 1 ? seen : pass.current(running) * (1 - momentum) + seen * momentum)
    }
}
