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

    public mutating func visit(_ visitor: inout Visitor) {
        visitor.child("conv", &conv)
        visitor.child("norm", &norm)
    }

    public func forward(_ x: Tensor, _ pass: Pass) -> Tensor {
        norm(conv(x, pass), pass).relu().maxPool2d(2)
    }
}
