import FrugalData
import FrugalMeta
import FrugalNN
import FrugalSearch
import FrugalTensor
import FrugalTransfer

/// A network whose last layer maps an embedding to scores.
protocol EmbeddingNetwork: Layer {
    /// A batch of examples as vectors `[N, width]`.
    func embedding(_ x: Tensor, _ pass: Pass) -> Tensor
    /// The scores `[N, classes]` of embeddings.
    func scores(of embedding: Tensor, _ pass: Pass) -> Tensor
}

/// A perceptron for examples of any shape. Its tensors have the names of two layers in a row, `1.layers.0.weight`.
struct FlatPerceptron: EmbeddingNetwork {
    var perceptron: Perceptron

    mutating func visit(_ visitor: inout Visitor) { visitor.child("1", &perceptron) }

    func embedding(_ x: Tensor, _ pass: Pass) -> Tensor {
        perceptron.hidden(x.rank > 2 ? x.flattened(from: 1) : x, pass)
    }

    func scores(of embedding: Tensor, _ pass: Pass) -> Tensor { perceptron.output(embedding, pass) }

    func forward(_ x: Tensor, _ pass: Pass) -> Tensor { scores(of: embedding(x, pass), pass) }
}

/// It has no head: its scores are its embeddings.
extension FewShotBackbone: EmbeddingNetwork {
    func embedding(_ x: Tensor, _ pass: Pass) -> Tensor { forward(x, pass) }
    func scores(of embedding: Tensor, _ pass: Pass) -> Tensor { embedding }
}

extension MobileNetwork: EmbeddingNetwork {
    func embedding(_ x: Tensor, _ pass: Pass) -> Tensor { features(x, pass) }
    func scores(of embedding: Tensor, _ pass: Pass) -> Tensor { classifier(embedding, pass) }
}

extension PlannedNetwork: EmbeddingNetwork {
    func embedding(_ x: Tensor, _ pass: Pass) -> Tensor { truncated(to: plan.headStart)(x, pass) }
    func scores(of embedding: Tensor, _ pass: Pass) -> Tensor { head(embedding, pass) }
}

/// What lies before the head of a network, as a layer.
private struct EmbeddingLayer: Layer {
    let network: any EmbeddingNetwork

    mutating func visit(_ visitor: inout Visitor) {}

    func forward(_ x: Tensor, _ pass: Pass) -> Tensor { network.embedding(x, pass) }
}

extension Network: FeatureNetwork {
    /// The embedding, which every network but a linear map and some searched ones have.
    public var featureExtractor: (any Layer)? {
        (body as? any FeatureNetwork)?.featureExtractor ?? embedder.map { EmbeddingLayer(network: $0) }
    }

    /// The blocks of what lies inside.
    public var tunedBlocks: TunedBlocks { TunedBlocks(of: body) }
}

extension Network {
    /// The network as one with an embedding; nil for one without, such as a linear map.
    var embedder: (any EmbeddingNetwork)? { body as? any EmbeddingNetwork }
}

extension EmbeddingNetwork {
    /// Numbers of an embedding, found by a blank example.
    func embeddingWidth(of shape: InputShape, on device: Device) throws -> Int {
        try Tensor.checking {
            withoutGradients { embedding(Tensor.zeros(shape.batch(1), on: device), .evaluation).count }
        }
    }
}
