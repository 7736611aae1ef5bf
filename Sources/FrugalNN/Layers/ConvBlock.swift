import FrugalTensor

/// The block that few-shot networks are built of: convolution 3x3, batch normalisation, rectifier, max-pooling 2x2.
public struct ConvBlock: Layer {
    /// The convolution, which keeps height and width.
    public var conv: Conv2d
    /// Normalisation of what it gives.
    public var norm: BatchNorm

    /// A block from `inputs` to `outputs` channels; it halves height and width, rounding down.
    public init(_ inputs: Int, _ outputs: Int, using stream: inout RandomStream) {
        conv = Conv2d(inputs, outputs, kernel: 3, padding: 1, using: &stream)
        norm = BatchNorm(outputs)
    }

    /// Shows the tensors under PyTorch's names.
    public mutating func visit(_ visitor: inout Visitor) {
        visitor.child("conv", &conv)
        visitor.child("norm", &norm)
    }

    /// `[N, inputs, H, W]` becomes `[N, outputs, H / 2, W / 2]`.
    public func forward(_ x: Tensor, _ pass: Pass) -> Tensor { conv.pooled(x, normalisedBy: norm, pass) }
}

extension Conv2d {
    /// The convolution, normalisation of what it gives, rectifier, max-pooling 2x2: `[N, inputs, H, W]` becomes
    /// `[N, outputs, H' / 2, W' / 2]`.
    ///
    /// A 3x3 convolution that keeps height and width does it as one operation: between the convolutions of a chain of
    /// blocks, memory traffic is half the time. A summary wants to see the parts, so an observed pass takes them one by one.
    public func pooled(_ x: Tensor, normalisedBy norm: BatchNorm, _ pass: Pass) -> Tensor {
        guard keepsSize, !pass.isObserved, let scale = norm.weight, let shift = norm.bias else {
            return norm(self(x, pass), pass).relu().maxPool2d(2)
        }
        let normalization = pass.normalization(ofScale: scale)
        let block = x.channelsLast().convolutionBlock(
            weight: weight, bias: bias, scale: scale, shift: shift,
            statistics: normalization == .running ? (norm.runningMean, norm.runningVariance) : nil,
            epsilon: norm.epsilon)
        if normalization == .batch, let seen = block.statistics {
            norm.follow(mean: seen.mean, variance: seen.variance, in: pass)
        }
        return block.output
    }

    private var keepsSize: Bool {
        weight.size(of: 2) == 3 && weight.size(of: 3) == 3 && stride == 1 && padding == 1 && dilation == 1
            && groups == 1
    }
}
