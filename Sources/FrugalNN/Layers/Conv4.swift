import FrugalTensor

/// Four convolution blocks and a dense layer: the network of Matching Networks (Vinyals et al. 2016), MAML and
/// Prototypical Networks.
public struct Conv4: Layer {
    /// The blocks; each halves height and width.
    public var blocks: [ConvBlock]
    /// From the flattened features to a score a class.
    public var head: Linear

    /// A network for images of `size` with `channels` channels.
    /// - Parameters:
    ///   - classes: how many scores it gives.
    ///   - width: the channels of every block.
    public init(channels: Int, size: Extent, classes: Int, width: Int = 64, using stream: inout RandomStream) {
        blocks = (0..<4).map { ConvBlock($0 == 0 ? channels : width, width, using: &stream) }
        head = Linear(width * (size.height / 16) * (size.width / 16), classes, using: &stream)
    }

    /// Shows the tensors under PyTorch's names.
    public mutating func visit(_ visitor: inout Visitor) {
        visitor.children("blocks", &blocks)
        visitor.child("head", &head)
    }

    /// What the blocks make of images: `[N, width * H / 16 * W / 16]`.
    public func features(_ x: Tensor, _ pass: Pass) -> Tensor {
        blocks.reduce(x) { x, block in block(x, pass) }.flattened(from: 1)
    }

    /// Images `[N, channels, H, W]` become scores `[N, classes]`.
    public func forward(_ x: Tensor, _ pass: Pass) -> Tensor { head(features(x, pass), pass) }
}
