import Foundation
import FrugalData
import FrugalMeta
import FrugalNN
import FrugalTensor
import FrugalTrack

/// The embedding of a bundle as a frozen backbone: pictures of 0...1 become vectors.
public struct Backbone: Sendable {
    /// From pictures `[N, channels, H, W]` of 0...1, as a file has them, to vectors `[N, d]`; the bundle's normalisation is
    /// included.
    public let layer: any Layer
    /// Whether the bundle was trained on few-shot tasks.
    public let isFewShot: Bool
    /// What the bundle takes.
    public let input: ImageInput
    private let bundle: String

    /// Opens a bundle.
    /// - Throws: `TrackError` for a damaged bundle, ``FrugalError`` for one without an embedding of pictures.
    public init(bundle path: String) throws {
        let bundle = try ModelBundle.load(from: URL(fileURLWithPath: path))
        guard case .image(let input) = bundle.manifest.input else {
            throw FrugalError(
                .model, path, "this bundle takes rows of a table, and an embedding of pictures is needed",
                remedy: "give a bundle made from pictures")
        }
        let network = try Network(bundle, for: Preprocessing(bundle.manifest.input, bundle: path).shape)
        guard let embedder = network.embedder else {
            throw FrugalError(
                .model, path, "this bundle has no embedding: its model is one linear map",
                remedy: "fit longer, or give the bundle of a network")
        }
        layer = FrozenEmbedding(network: embedder, mean: input.mean, deviation: input.standardDeviation)
        isFewShot = bundle.manifest.architecture.kind == FewShotArchitecture.kind
        self.input = input
        self.bundle = path
    }

    /// The embedding for the pictures of `data`, whose ink may have been inverted when they were read.
    /// - Throws: ``FrugalError`` that names size and channels of both where they are not what the bundle takes.
    public func layer(for data: FewShotData) throws -> any Layer {
        let shape = data.pool.pictureShape
        guard shape == [input.channels, input.height, input.width] else {
            throw FrugalError(
                .data, data.name,
                "its pictures are \(shape[1])x\(shape[2]) of \(shape[0]) channels, and \(bundle) takes "
                    + "\(input.height)x\(input.width) of \(input.channels)",
                remedy: "give --side \(input.height), and pictures of as many channels")
        }
        return data.invertsInk ? InvertedFirst(layer: layer) : layer
    }
}

/// A layer that is shown 1 - x: what was inverted on reading, as a file has it.
private struct InvertedFirst: Layer {
    let layer: any Layer

    mutating func visit(_ visitor: inout Visitor) {}

    func forward(_ x: Tensor, _ pass: Pass) -> Tensor { layer(1 - x, pass) }
}

/// Normalisation, then the embedding of a network; nothing in it is trained.
private struct FrozenEmbedding: Layer {
    let network: any EmbeddingNetwork
    let mean: [Double]
    let deviation: [Double]

    mutating func visit(_ visitor: inout Visitor) {}

    func forward(_ x: Tensor, _ pass: Pass) -> Tensor {
        let shape = [1, mean.count, 1, 1]
        let centred = x - Tensor(mean.map { Float($0) }, shape: shape)
        return network.embedding(centred / Tensor(deviation.map { Float($0) }, shape: shape), pass)
    }
}
