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
    ///
    /// As one operation: between the convolutions of a chain of blocks, memory traffic is half the time. A summary wants
    /// to see the parts, so an observed pass takes them one by one.
    public func forward(_ x: Tensor, _ pass: Pass) -> Tensor {
        guard !pass.isObserved, let scale = norm.weight, let shift = norm.bias else {
            return norm(conv(x, pass), pass).relu().maxPool2d(2)
        }
        let usesRunning = pass.normalization == .running
        let block = x.channelsLast().convolutionBlock(
            weight: conv.weight, bias: conv.bias, scale: scale, shift: shift,
            statistics: usesRunning ? (norm.runningMean, norm.runningVariance) : nil, epsilon: norm.epsilon)
        if pass.normalization == .batch, let seen = block.statistics {
            norm.follow(mean: seen.mean, variance: seen.variance, in: pass)
        }
        return block.output
    }
}
