import FrugalTensor

/// Two 3x3 convolutions beside a shortcut (He et al. 2016, the basic block), with torchvision's names.
public struct ResidualBlock: Layer {
    /// What the shortcut does where the block changes the shape.
    public enum Shortcut: String, Sendable, Codable {
        /// Takes every stride-th pixel and pads new channels with zeros: option A, without parameters, as on CIFAR-10.
        case padded
        /// A 1x1 convolution and batch normalisation: option B.
        case projected
    }

    /// The first convolution, which takes the stride.
    public var conv1: Conv2d
    /// Normalisation after it.
    public var bn1: BatchNorm
    /// The second convolution.
    public var conv2: Conv2d
    /// Normalisation after it.
    public var bn2: BatchNorm
    /// The projection of the shortcut; nil where it has none.
    public var downsample: Sequential?
    /// The step of the first convolution.
    public let stride: Int
    private let newChannels: Int

    /// A block from `inputs` to `outputs` channels that shrinks images by `stride`.
    public init(
        _ inputs: Int, _ outputs: Int, stride: Int = 1, shortcut: Shortcut = .projected,
        using stream: inout RandomStream
    ) {
        conv1 = Self.convolution(inputs, outputs, kernel: 3, stride: stride, &stream)
        bn1 = BatchNorm(outputs)
        conv2 = Self.convolution(outputs, outputs, kernel: 3, stride: 1, &stream)
        bn2 = BatchNorm(outputs)
        if shortcut == .projected, stride != 1 || inputs != outputs {
            downsample = Sequential([
                Self.convolution(inputs, outputs, kernel: 1, stride: stride, &stream), BatchNorm(outputs),
            ])
        }
        self.stride = stride
        newChannels = outputs - inputs
    }

    /// Without a bias, which the normalisation would take away again; begun as He et al. (2015) derive for rectifiers.
    private static func convolution(
        _ inputs: Int, _ outputs: Int, kernel: Int, stride: Int, _ stream: inout RandomStream
    ) -> Conv2d {
        Conv2d(
            inputs, outputs, kernel: Extent(kernel), stride: Extent(stride), padding: Extent(kernel / 2), bias: false,
            initializer: .kaimingNormal(over: .outputs), using: &stream)
    }

    /// Shows the tensors under PyTorch's names.
    public mutating func visit(_ visitor: inout Visitor) {
        visitor.child("conv1", &conv1)
        visitor.child("bn1", &bn1)
        visitor.child("conv2", &conv2)
        visitor.child("bn2", &bn2)
        visitor.child("downsample", &downsample)
    }

    /// `[N, inputs, H, W]` becomes `[N, outputs, H / stride, W / stride]`.
    public func forward(_ x: Tensor, _ pass: Pass) -> Tensor {
        let residue = bn2(conv2(bn1(conv1(x, pass), pass).relu(), pass), pass)
        return (residue + (downsample?(x, pass) ?? padded(x))).relu()
    }

    private func padded(_ x: Tensor) -> Tensor {
        // A window of one pixel picks every stride-th.
        let kept = stride == 1 ? x : x.averagePool2d(1, stride: Extent(stride))
        guard newChannels > 0, kept.rank == 4 else { return kept }
        let shape = kept.shape
        let zeros = { channels in
            Tensor.zeros([shape[0], channels, shape[2], shape[3]], dtype: kept.dtype, on: kept.device).channelsLast()
        }
        let before = newChannels / 2
        return .concatenated([zeros(before), kept, zeros(newChannels - before)], along: 1)
    }
}
