import FrugalTensor

/// Convolution blocks one after another, their result laid out flat: the embedding of Matching Networks, MAML and
/// Prototypical Networks, without a classifier on top.
public struct ConvFeatures: Layer {
    /// The blocks; each halves height and width, rounding down.
    public var blocks: [ConvBlock]

    /// Blocks for images with `channels` channels.
    /// - Parameters:
    ///   - width: the channels of every block.
    ///   - depth: the number of blocks; the papers have four.
    public init(channels: Int, width: Int = 64, depth: Int = 4, using stream: inout RandomStream) {
        blocks = (0..<depth).map { ConvBlock($0 == 0 ? channels : width, width, using: &stream) }
    }

    /// Shows the tensors under PyTorch's names.
    public mutating func visit(_ visitor: inout Visitor) { visitor.children("blocks", &blocks) }

    /// Images `[N, channels, H, W]` become vectors `[N, width * H' * W']`, where H' and W' are H and W halved once a block,
    /// rounding down.
    public func forward(_ x: Tensor, _ pass: Pass) -> Tensor {
        blocks.reduce(x) { x, block in block(x, pass) }.flattened(from: 1)
    }
}
