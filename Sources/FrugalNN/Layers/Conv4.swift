import FrugalTensor

/// Four convolution blocks and a dense layer: the network of Matching Networks (Vinyals et al. 2016), MAML and
/// Prototypical Networks.
public struct Conv4: Layer {
    /// The blocks.
    public var backbone: ConvFeatures
    /// From the flattened features to a score a class.
    public var head: Linear

    /// A network for images of `size` with `channels` channels.
    /// - Parameters:
    ///   - classes: how many scores it gives.
    ///   - width: the channels of every block.
    public init(channels: Int, size: Extent, classes: Int, width: Int = 64, using stream: inout RandomStream) {
        backbone = ConvFeatures(channels: channels, width: width, using: &stream)
        head = Linear(width * (size.height / 16) * (size.width / 16), classes, using: &stream)
    }

    /// Shows the tensors under PyTorch's names.
    public mutating func visit(_ visitor: inout Visitor) {
        // Under the names of the blocks alone, as files have them.
        backbone.visit(&visitor)
        visitor.child("head", &head)
    }

    /// What the blocks make of images: `[N, width * H / 16 * W / 16]`.
    public func features(_ x: Tensor, _ pass: Pass) -> Tensor { backbone(x, pass) }

    /// Images `[N, channels, H, W]` become scores `[N, classes]`.
    public func forward(_ x: Tensor, _ pass: Pass) -> Tensor { head(features(x, pass), pass) }
}
