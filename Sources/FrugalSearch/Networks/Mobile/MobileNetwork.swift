import FrugalNN
import FrugalTensor

/// A network of the space `mobile`: a 3x3 convolution, the blocks of all stages, the mean over all places, a classifier.
public struct MobileNetwork: SearchedNetwork {
    /// A layer with its name, which says what its weights depend on, as ``WeightStore`` needs.
    public struct Part: Sendable {
        /// The layer.
        public var layer: any MobileLayer
        /// Whether the largest of every 2x2 pixels is taken after it.
        public var pools = false
        let name: String
    }

    /// The first convolution, then the blocks.
    public var parts: [Part]
    /// The classifier.
    public var classifier: Linear
    /// It has no paths to drop.
    public var dropPath = 0.0
    private let width: Int

    init(_ parts: [Part], classifier: Linear, width: Int) {
        self.parts = parts
        self.classifier = classifier
        self.width = width
    }

    /// Shows the parts in the order in which they are applied.
    public mutating func visit(_ visitor: inout Visitor) {
        for index in parts.indices { visitor.child(parts[index].name, &parts[index].layer) }
        visitor.child("classifier \(width)", &classifier)
    }

    /// Pictures `[N, C, H, W]` become scores `[N, classes]`.
    public func scores(_ x: Tensor, _ pass: Pass) -> (scores: Tensor, auxiliary: Tensor?) {
        (classifier(features(x, pass), pass), nil)
    }

    /// What the classifier sees of pictures: the mean over all places of what the last block gives, `[N, width]`.
    public func features(_ x: Tensor, _ pass: Pass) -> Tensor {
        parts.reduce(x) { x, part in part.pools ? part.layer.pooled(x, pass) : part.layer(x, pass) }
            .globalAveragePool()
    }
}
