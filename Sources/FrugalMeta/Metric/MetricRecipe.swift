import FrugalNN
import FrugalTensor
import FrugalTrack

/// How a network that compares embeddings is made and trained.
public struct MetricRecipe: Codable, Sendable, Hashable {
    /// What compares embeddings.
    public enum Comparison: Codable, Sendable, Hashable {
        /// Squared distances to class means: Prototypical Networks.
        case prototypes
        /// Attention by cosine: Matching Networks.
        case matching(AttentionTemperature)
        /// Matching Networks with full context embeddings that look `steps` times.
        case fullContext(AttentionTemperature, steps: Int)
    }

    /// What compares.
    public var comparison: Comparison
    /// Channels of every convolution block.
    public var width: Int
    /// Convolution blocks, each halving height and width.
    public var depth: Int
    /// How it is trained.
    public var training: EpisodicRecipe

    /// A recipe; by default the four blocks of 64 channels of the papers.
    public init(_ comparison: Comparison, width: Int = 64, depth: Int = 4, training: EpisodicRecipe) {
        self.comparison = comparison
        self.width = width
        self.depth = depth
        self.training = training
    }

    /// The network before training.
    /// - Parameter shape: channels, height and width of the pictures.
    /// - Throws: ``FrugalError`` where the blocks leave nothing of such pictures.
    public func network(pictures shape: [Int], seed: UInt64) throws -> MetricNetwork {
        let (high, wide) = (shape[1] >> depth, shape[2] >> depth)
        guard (1...4096).contains(width), (1...16).contains(depth), high > 0, wide > 0 else {
            throw FrugalError(
                .usage, "depth",
                "\(depth) blocks of \(width) channels leave nothing of pictures of \(shape[1])x\(shape[2])",
                remedy: "use fewer blocks, or larger pictures")
        }
        var random = RandomStream(seed: seed).named("weights")
        let embedding = ConvFeatures(channels: shape[0], width: width, depth: depth, using: &random)
        let head: any MetricHead =
            switch comparison {
            case .prototypes: PrototypeHead()
            case .matching(let temperature): MatchingHead(temperature: temperature)
            case .fullContext(let temperature, let steps):
                MatchingHead(
                    temperature: temperature,
                    context: FullContextEmbedding(width: width * high * wide, steps: steps, using: &random))
            }
        return MetricNetwork(embedding: embedding, head: head)
    }
}
