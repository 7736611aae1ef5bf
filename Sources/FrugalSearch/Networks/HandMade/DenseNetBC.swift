import FrugalNN
import FrugalTensor
import FrugalTrack

/// DenseNet with bottlenecks and compression, for pictures of 32x32: a hand-made baseline.
///
/// Huang, Liu, van der Maaten and Weinberger, "Densely Connected Convolutional Networks", CVPR 2017, section 3 and table 2:
/// every layer sees all earlier ones of its block. L = 100, k = 12 has 0.77 million parameters and a published error of
/// 4.51 % with augmentation; L = 190, k = 40 has 25.6 million and 3.46 %.
public struct DenseNetBC: SearchedNetwork {
    /// The first convolution.
    public var stem: Conv2d
    /// The layers of each dense block.
    public var blocks: [[DenseLayer]]
    /// Between the blocks.
    public var transitions: [DenseTransition]
    /// Normalisation of all that the last block gives.
    public var norm: BatchNorm
    /// The classifier.
    public var linear: Linear
    /// It has no paths to drop.
    public var dropPath = 0.0

    /// A network of `depth` layers (L) that each add `growth` channels (k).
    /// - Parameters:
    ///   - compression: the share of channels that a transition keeps.
    ///   - channels: channels of the pictures.
    /// - Throws: `FrugalError` of kind `usage` for a depth that is not `6 n + 4`, or other numbers that make no network.
    public init(
        depth: Int = 100, growth: Int = 12, compression: Double = 0.5, channels: Int = 3, classes: Int = 10,
        using stream: inout RandomStream
    ) throws {
        guard depth >= 10, (depth - 4).isMultiple(of: 6), growth > 0, compression > 0, compression <= 1, classes > 0,
            channels > 0
        else {
            throw FrugalError(
                .usage, "densenet", "depth \(depth), growth \(growth) and compression \(compression) are none",
                remedy: "give a depth of 6 n + 4, such as 100, and a compression of at most 1")
        }
        var width = 2 * growth
        stem = Conv2d(
            channels, width, kernel: 3, padding: 1, bias: false, initializer: .kaimingNormal(), using: &stream)
        blocks = []
        transitions = []
        for block in 0..<3 {
            var layers: [DenseLayer] = []
            for _ in 0..<((depth - 4) / 6) {
                layers.append(DenseLayer(width, growth: growth, using: &stream))
                width += growth
            }
            blocks.append(layers)
            guard block < 2 else { break }
            let kept = max(1, Int(Double(width) * compression))
            transitions.append(DenseTransition(width, kept, using: &stream))
            width = kept
        }
        norm = BatchNorm(width)
        linear = Linear(width, classes, using: &stream)
    }

    /// Shows the parts in the order in which they are applied.
    public mutating func visit(_ visitor: inout Visitor) {
        visitor.child("stem", &stem)
        for block in blocks.indices {
            visitor.children("block\(block + 1)", &blocks[block])
            if block < transitions.count { visitor.child("transition\(block + 1)", &transitions[block]) }
        }
        visitor.child("norm", &norm)
        visitor.child("linear", &linear)
    }

    /// Pictures `[N, channels, H, W]`, at least 4x4, become scores `[N, classes]`.
    public func scores(_ x: Tensor, _ pass: Pass) -> (scores: Tensor, auxiliary: Tensor?) {
        var x = stem(x, pass)
        for (block, layers) in blocks.enumerated() {
            x = layers.reduce(x) { x, layer in .concatenated([x, layer(x, pass)], along: 1) }
            if block < transitions.count { x = transitions[block](x, pass) }
        }
        return (linear(norm(x, pass).relu().globalAveragePool(), pass), nil)
    }
}

/// One layer of a dense block: a 1x1 convolution to four times the growth, a 3x3 convolution, each after normalisation and
/// rectifier.
public struct DenseLayer: Layer {
    /// Normalisation of all earlier layers.
    public var norm1: BatchNorm
    /// The bottleneck.
    public var conv1: Conv2d
    /// Normalisation of it.
    public var norm2: BatchNorm
    /// The convolution that adds channels.
    public var conv2: Conv2d

    init(_ inputs: Int, growth: Int, using stream: inout RandomStream) {
        norm1 = BatchNorm(inputs)
        conv1 = Conv2d(
            inputs, 4 * growth, kernel: 1, bias: false, initializer: .kaimingNormal(), using: &stream)
        norm2 = BatchNorm(4 * growth)
        conv2 = Conv2d(
            4 * growth, growth, kernel: 3, padding: 1, bias: false, initializer: .kaimingNormal(), using: &stream)
    }

    /// Shows the parts in the order in which they are applied.
    public mutating func visit(_ visitor: inout Visitor) {
        visitor.child("norm1", &norm1)
        visitor.child("conv1", &conv1)
        visitor.child("norm2", &norm2)
        visitor.child("conv2", &conv2)
    }

    /// `[N, inputs, H, W]` becomes `[N, growth, H, W]`.
    public func forward(_ x: Tensor, _ pass: Pass) -> Tensor {
        conv2(norm2(conv1(norm1(x, pass).relu(), pass), pass).relu(), pass)
    }
}

/// Between two dense blocks: normalisation, rectifier, a 1x1 convolution to fewer channels, and the mean of 2x2 pixels.
public struct DenseTransition: Layer {
    /// Normalisation of the block before.
    public var norm: BatchNorm
    /// The convolution.
    public var conv: Conv2d

    init(_ inputs: Int, _ outputs: Int, using stream: inout RandomStream) {
        norm = BatchNorm(inputs)
        conv = Conv2d(inputs, outputs, kernel: 1, bias: false, initializer: .kaimingNormal(), using: &stream)
    }

    /// Shows the parts in the order in which they are applied.
    public mutating func visit(_ visitor: inout Visitor) {
        visitor.child("norm", &norm)
        visitor.child("conv", &conv)
    }

    /// `[N, inputs, H, W]` becomes `[N, outputs, H / 2, W / 2]`, rounded down.
    public func forward(_ x: Tensor, _ pass: Pass) -> Tensor { conv(norm(x, pass).relu(), pass).averagePool2d(2) }
}
