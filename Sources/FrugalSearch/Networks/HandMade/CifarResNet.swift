import FrugalNN
import FrugalTensor
import FrugalTrack

/// ResNet for pictures of 32x32: the hand-made baseline that stands beside every searched network.
///
/// He, Zhang, Ren and Sun, "Deep Residual Learning for Image Recognition", CVPR 2016, section 4.2: a 3x3 convolution to 16
/// channels, three stages of `n` blocks with 16, 32 and 64 channels, shortcuts without parameters (option A); depth is
/// `6 n + 2`. ResNet-20 has 269,722 parameters; its published error is 8.75 %. The names are those of
/// `akamaster/pytorch_resnet_cifar10`, whose weights load as they are.
public struct CifarResNet: SearchedNetwork {
    /// The first convolution.
    public var conv1: Conv2d
    /// Normalisation after it.
    public var bn1: BatchNorm
    /// The blocks of each stage.
    public var stages: [[ResidualBlock]]
    /// The classifier.
    public var linear: Linear
    /// It has no paths to drop.
    public var dropPath = 0.0

    /// A network of a depth of `6 n + 2`.
    /// - Parameters:
    ///   - channels: channels of the pictures.
    ///   - widths: channels of the stages; every one after the first halves the picture.
    /// - Throws: `FrugalError` of kind `usage` for another depth, or without classes or widths.
    public init(
        depth: Int = 20, channels: Int = 3, classes: Int = 10, widths: [Int] = [16, 32, 64],
        shortcut: ResidualBlock.Shortcut = .padded, using stream: inout RandomStream
    ) throws {
        guard depth >= 8, (depth - 2).isMultiple(of: 6), !widths.isEmpty, widths.allSatisfy({ $0 > 0 }), classes > 0,
            channels > 0
        else {
            throw FrugalError(
                .usage, "resnet", "depth \(depth) with widths \(widths) is none",
                remedy: "give a depth of 6 n + 2, such as 20")
        }
        conv1 = Conv2d(
            channels, widths[0], kernel: 3, padding: 1, bias: false, initializer: .kaimingNormal(), using: &stream)
        bn1 = BatchNorm(widths[0])
        var inputs = widths[0]
        stages = []
        for (stage, width) in widths.enumerated() {
            var blocks: [ResidualBlock] = []
            for block in 0..<((depth - 2) / 6) {
                let stride = stage > 0 && block == 0 ? 2 : 1
                blocks.append(ResidualBlock(inputs, width, stride: stride, shortcut: shortcut, using: &stream))
                inputs = width
            }
            stages.append(blocks)
        }
        linear = Linear(inputs, classes, using: &stream)
    }

    /// Shows the parts in the order in which they are applied.
    public mutating func visit(_ visitor: inout Visitor) {
        visitor.child("conv1", &conv1)
        visitor.child("bn1", &bn1)
        for stage in stages.indices { visitor.children("layer\(stage + 1)", &stages[stage]) }
        visitor.child("linear", &linear)
    }

    /// Pictures `[N, channels, H, W]` become scores `[N, classes]`.
    public func scores(_ x: Tensor, _ pass: Pass) -> (scores: Tensor, auxiliary: Tensor?) {
        let stem = bn1(conv1(x, pass), pass).relu()
        let features = stages.joined().reduce(stem) { x, block in block(x, pass) }
        return (linear(features.globalAveragePool(), pass), nil)
    }
}
