import FrugalNN
import FrugalTensor

/// A stem and stages of residual blocks (He et al. 2016), every stage after the first halving the picture; then the mean
/// over all places and a linear map.
public struct ResidualNetwork: EmbeddingNetwork {
    /// From the picture to the channels of the first stage.
    public var stem: NormalisedConvolution
    /// The blocks in order.
    public var blocks: [ResidualBlock]
    /// From the mean features to a score a class.
    public var head: Linear
    /// The share of the mean features dropped in training.
    public let dropout: Dropout

    /// A network for pictures of `channels` channels.
    public init(_ shape: ResidualShape, channels: Int, classes: Int, using stream: inout RandomStream) {
        let widths = shape.widths
        stem = NormalisedConvolution(channels, widths[0], using: &stream)
        var blocks: [ResidualBlock] = []
        var inputs = widths[0]
        for (stage, width) in widths.enumerated() {
            for block in 0..<shape.blocksPerStage {
                let stride = stage > 0 && block == 0 ? 2 : 1
                blocks.append(ResidualBlock(inputs, width, stride: stride, using: &stream))
                inputs = width
            }
        }
        self.blocks = blocks
        head = Linear(inputs, classes, using: &stream)
        dropout = Dropout(shape.dropout)
    }

    /// Shows the parts in the order in which they are applied.
    public mutating func visit(_ visitor: inout Visitor) {
        visitor.child("stem", &stem)
        visitor.children("blocks", &blocks)
        visitor.child("head", &head)
    }

    /// The mean features of a batch.
    func embedding(_ x: Tensor, _ pass: Pass) -> Tensor {
        blocks.reduce(stem(x, pass)) { x, block in block(x, pass) }.globalAveragePool()
    }

    /// The linear map.
    func scores(of embedding: Tensor, _ pass: Pass) -> Tensor { head(dropout(embedding, pass), pass) }

    /// Applies the parts to a batch.
    public func forward(_ x: Tensor, _ pass: Pass) -> Tensor { scores(of: embedding(x, pass), pass) }
}
