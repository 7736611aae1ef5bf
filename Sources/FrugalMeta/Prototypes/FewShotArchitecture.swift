import FrugalNN
import FrugalTensor
import FrugalTrack

/// How to build the network of a few-shot bundle, and how its embeddings are compared: `architecture.recipe` of a bundle
/// whose `architecture.kind` is ``kind``.
public struct FewShotArchitecture: Codable, Sendable, Equatable {
    /// The kind that `model.json` names.
    public static let kind = "few-shot"

    /// What it was trained with, such as "prototypical" or "matching".
    public var method: String
    /// Channels of every convolution block.
    public var width: Int
    /// Blocks, each halving height and width; the papers have four.
    public var depth: Int
    /// Whether the network sees 1 - x for a pixel x of 0...1, so that ink on paper is 1.
    public var invertsInk: Bool
    /// How embeddings are compared.
    public var kernel: DistanceKernel
    /// Whether embeddings are brought to length 1 first.
    public var hasUnitLength: Bool
    /// What scores (minus the distances) are divided by before the softmax, as trained or as fitted on validation episodes.
    public var temperature: Double
    /// Whose statistics batch normalisation uses when the bundle answers. Only `running` can answer about one picture.
    public var normalization: Pass.Normalization
    /// The split whose training classes the network saw, such as "vinyals".
    public var split: String

    /// An architecture; by default Conv4-64 as Prototypical Networks have it.
    public init(
        method: String = "prototypical", width: Int = 64, depth: Int = 4, invertsInk: Bool = false,
        kernel: DistanceKernel = .squaredEuclidean, hasUnitLength: Bool = false, temperature: Double = 1,
        normalization: Pass.Normalization = .running, split: String
    ) {
        self.method = method
        self.width = width
        self.depth = depth
        self.invertsInk = invertsInk
        self.kernel = kernel
        self.hasUnitLength = hasUnitLength
        self.temperature = temperature
        self.normalization = normalization
        self.split = split
    }

    /// What is impossible about it for pictures of this size, as a clause; nil for a sound architecture.
    func fault(height: Int, width side: Int) -> String? {
        guard (1...4096).contains(width), (1...16).contains(depth) else {
            return "\(depth) blocks of \(width) channels are not possible"
        }
        guard min(height, side) >> depth > 0 else {
            return "\(depth) blocks leave nothing of a picture of \(height)x\(side)"
        }
        guard temperature > 0, temperature.isFinite else { return "a temperature of \(temperature) is not possible" }
        guard normalization == .running else {
            return "batch normalisation by the batch cannot answer about one picture"
        }
        return nil
    }

    /// Numbers of an embedding of pictures of this size.
    public func embeddingWidth(height: Int, width side: Int) -> Int { width * (height >> depth) * (side >> depth) }

    /// The normalisation of embeddings.
    public var embeddingNormalisation: EmbeddingNormalisation { EmbeddingNormalisation(hasUnitLength: hasUnitLength) }

    /// A network with fresh weights for pictures as `input` says.
    /// - Throws: ``FrugalError`` of kind `model` where the architecture does not fit.
    public func network(for input: ImageInput) throws -> FewShotBackbone {
        if let fault = fault(height: input.height, width: input.width) {
            throw FrugalError(.model, Self.kind, fault, remedy: "copy the bundle again, or train it anew")
        }
        var random = RandomStream(seed: 0)
        return try Tensor.checking {
            FewShotBackbone(
                ConvFeatures(channels: input.channels, width: width, depth: depth, using: &random),
                invertsInk: invertsInk)
        }
    }
}

/// The network of a few-shot bundle: pictures to embeddings. Its tensors have the names of ``ConvFeatures``.
public struct FewShotBackbone: Layer {
    /// The convolution blocks.
    public var features: ConvFeatures
    /// Whether the blocks see 1 - x.
    public let invertsInk: Bool

    /// A backbone of these blocks.
    public init(_ features: ConvFeatures, invertsInk: Bool = false) {
        self.features = features
        self.invertsInk = invertsInk
    }

    /// Shows the tensors of the blocks.
    public mutating func visit(_ visitor: inout Visitor) { features.visit(&visitor) }

    /// Pictures `[N, channels, H, W]` of 0...1 become embeddings `[N, width]`.
    public func forward(_ x: Tensor, _ pass: Pass) -> Tensor { features(invertsInk ? 1 - x : x, pass) }
}
