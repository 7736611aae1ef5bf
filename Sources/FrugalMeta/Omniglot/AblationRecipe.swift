import FrugalTrack

/// What `frugal reproduce matching-ablation` trains: Matching Networks that differ from the first in one thing each.
struct AblationRecipe: Codable, Sendable {
    /// The network that the others are compared with comes first.
    var variants: [OmniglotNetwork]
    /// Shots of the tasks with large supports, 5-way: 25, 100 and 1,000 labelled pictures.
    var largeSupports: [EpisodeShape]
    /// Tasks with large supports.
    var largeEpisodes: Int
    /// Tasks that are fine-tuned on.
    var tunedEpisodes: Int
    /// What is smaller than published.
    var scaledDown: [String]

    init(_ scale: Reproduction.Scale) {
        let isQuick = scale == .quick
        let training = EpisodicRecipe(
            task: EpisodeShape(way: 60, shot: 1, queries: 3), episodes: isQuick ? 300 : 1500, learningRate: 3e-3,
            usesBFloat16: true)
        func network(
            _ name: String, _ comparison: MetricRecipe.Comparison = .matching(.learned(from: 0.1)), width: Int = 64
        ) -> OmniglotNetwork {
            OmniglotNetwork(
                method: name, recipe: MetricRecipe(comparison, width: width, training: training), shots: [1, 5])
        }
        variants = [
            network("learned temperature"),
            network("fixed temperature 0.1", .matching(.fixed(0.1))),
            network("raw cosine", .matching(.raw)),
            network("full context embeddings", .fullContext(.learned(from: 0.1), steps: 5)),
            network("32 channels", width: 32),
            network("16 channels", width: 16),
        ]
        largeSupports = [(5, 5), (20, 5), (100, 10)].map { EpisodeShape(way: $0, shot: $1, queries: 5) }
        largeEpisodes = isQuick ? 50 : 200
        tunedEpisodes = isQuick ? 50 : 300
        scaledDown =
            isQuick
            ? ["one seed instead of three, 300 training episodes instead of 1,500, fewer tasks with large supports"]
            : []
    }
}
