import FrugalNN
import FrugalTensor

/// Stages of 3x3 convolutions with batch normalisation, each stage but the last halving the picture; then the mean over
/// all places and a linear map.
public struct ConvolutionalNetwork: EmbeddingNetwork {
    /// The convolutions of each stage.
    public var stages: [ConvolutionStage]
    /// From the mean features to a score a class.
    public var head: Linear
    /// The share of the mean features dropped in training.
    public let dropout: Dropout

    /// A network for pictures of `channels` channels.
    public init(_ shape: ConvolutionalShape, channels: Int, classes: Int, using stream: inout RandomStream) {
        let widths = shape.widths
        stages = widths.indices.map { index in
            let isLast = index == widths.count - 1
            return ConvolutionStage(
                index == 0 ? channels : widths[index - 1], widths[index],
                count: isLast && index > 0 ? 1 : shape.convolutionsPerStage, halves: !isLast, using: &stream)
        }
        head = Linear(widths[widths.count - 1], classes, using: &stream)
        dropout = Dropout(shape.dropout)
    }

    /// Shows the parts in the order in which they are applied.
    public mutating func visit(_ visitor: inout Visitor) {
        visitor.children("stages", &stages)
        visitor.child("head", &head)
    }

    /// The mean features of a batch.
    func embedding(_ x: Tensor, _ pass: Pass) -> Tensor {
        stages.reduce(x) { x, stage in stage(x, pass) }.globalAveragePool()
    }

    /// The linear map.
    func scores(of embedding: Tensor, _ pass: Pass) -> Tensor { head(dropout(embedding, pass), pass) }

    /// Applies the parts to a batch.
    public func forward(_ x: Tensor, _ pass: Pass) -> Tensor { scores(of: embedding(x, pass), pass) }
}

/// Convolutions at one resolution.
public struct ConvolutionStage: Layer {
    /// The convolutions with their normalisation.
    public var blocks: [NormalisedConvolution]

    init(_ inputs: Int, _ outputs: Int, count: Int, halves: Bool, using stream: inout RandomStream) {
        blocks = (0..<count).map {
            NormalisedConvolution(
                $0 == 0 ? inputs : outputs, outputs, halves: halves && $0 == count - 1, using: &stream)
        }
    }

    /// Shows the parts in the order in which they are applied.
    public mutating func visit(_ visitor: inout Visitor) { visitor.children("blocks", &blocks) }

    /// Applies the parts to a batch.
    public func forward(_ x: Tensor, _ pass: Pass) -> Tensor { blocks.reduce(x) { x, block in block(x, pass) } }
}

/// A 3x3 convolution, batch normalisation, rectifier, and max-pooling 2x2 where it halves the picture.
public struct NormalisedConvolution: Layer {
    /// The convolution; normalisation makes a bias superfluous.
    public var conv: Conv2d
    /// Normalisation of what it gives.
    public var norm: BatchNorm
    /// Whether the largest of every 2x2 pixels is taken at the end.
    public let halves: Bool

    init(_ inputs: Int, _ outputs: Int, stride: Int = 1, halves: Bool = false, using stream: inout RandomStream) {
        conv = Conv2d(
            inputs, outputs, kernel: 3, stride: Extent(stride), padding: 1, bias: false,
            initializer: .kaimingNormal(over: .outputs), using: &stream)
        norm = BatchNorm(outputs)
        self.halves = halves
    }

    /// Shows the parts in the order in which they are applied.
    public mutating func visit(_ visitor: inout Visitor) {
        visitor.child("conv", &conv)
        visitor.child("norm", &norm)
    }

    /// Applies the parts to a batch.
    public func forward(_ x: Tensor, _ pass: Pass) -> Tensor {
        // A side of one pixel cannot be halved.
        guard halves, min(x.size(of: 2), x.size(of: 3)) > 1 else { return norm(conv(x, pass), pass).relu() }
        return conv.pooled(x, normalisedBy: norm, pass)
    }
}
