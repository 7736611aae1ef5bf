import FrugalNN
import FrugalTensor
import FrugalTrack

/// A few-shot network of the Omniglot table: how it is made and trained, and which columns it answers.
struct OmniglotNetwork: Codable, Sendable {
    /// What compares embeddings.
    enum Comparison: Codable, Sendable, Hashable {
        case prototypes
        case matching(AttentionTemperature)
        /// Matching with full context embeddings of K steps.
        case fullContext(AttentionTemperature, steps: Int)
    }

    /// The method, as the table names it.
    var method: String
    /// What compares.
    var comparison: Comparison
    /// Channels of each of the four blocks.
    var width = 64
    /// How it is trained.
    var recipe: EpisodicRecipe
    /// The shots of the columns that it answers.
    var shots: [Int]

    /// A name for files: `matching-networks-1-shot`.
    var key: String {
        let words = method.lowercased().filter { $0.isLetter || $0.isNumber || $0 == " " }.split(separator: " ")
        return words.joined(separator: "-") + "-" + shots.map(String.init).joined(separator: "-") + "-shot"
    }

    /// Whether an answer depends on the whole support at once, not on pairs of pictures.
    var readsWholeSupport: Bool {
        if case .fullContext = comparison { return true }
        return false
    }

    /// The columns that it answers.
    var columns: [EpisodeShape] { OmniglotTable.columns.filter { shots.contains($0.shots.lowerBound) } }

    /// A network before training.
    func fresh(seed: UInt64) -> MetricNetwork {
        var random = RandomStream(seed: seed).named("weights")
        let embedding = ConvFeatures(channels: 1, width: width, using: &random)
        let head: any MetricHead =
            switch comparison {
            case .prototypes: PrototypeHead()
            case .matching(let temperature): MatchingHead(temperature: temperature)
            case .fullContext(let temperature, let steps):
                MatchingHead(
                    temperature: temperature,
                    // 28 pixels halved four times, rounding down, leave one pixel of `width` channels.
                    context: FullContextEmbedding(width: width, steps: steps, using: &random))
            }
        return MetricNetwork(embedding: embedding, head: head)
    }

    /// Trains it, or reads back what an earlier process trained.
    /// - Throws: ``FrugalError`` of kind `interrupted` where it was stopped, and what training throws.
    func trained(
        on pools: OmniglotPools, seed: UInt64, in context: ExperimentContext
    ) throws -> (model: MetricNetwork, state: EpisodicState) {
        let name = "\(key)-seed\(seed)"
        let trainer = try EpisodicTrainer<MetricNetwork>(
            recipe, training: pools.training, validation: pools.validation, seed: seed,
            checkpoint: context.folder.file("\(name).safetensors"))
        return try trainer.train(
            fresh(seed: seed),
            observer: { state in
                let best = state.best.map { "\(Humanise.percent($0.accuracy, decimals: 2)) on validation" }
                context.progress(name, state.episode, recipe.episodes, best)
            }, shouldStop: context.shouldStop)
    }
}
