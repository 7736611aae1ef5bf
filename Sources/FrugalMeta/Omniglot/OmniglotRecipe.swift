import FrugalTrack

/// What `frugal reproduce omniglot` trains at each scale.
struct OmniglotRecipe: Codable, Sendable {
    /// The networks that compare embeddings.
    var networks: [OmniglotNetwork]
    /// The network that adapts by gradient steps.
    var maml: OmniglotMAML
    /// What is smaller than published.
    var scaledDown: [String]

    init(_ scale: Reproduction.Scale) {
        let isQuick = scale == .quick
        let training = EpisodicRecipe(
            task: EpisodeShape(way: 60, shots: 1...5, queries: 3), episodes: isQuick ? 1000 : 8000, learningRate: 3e-3,
            usesBFloat16: true)
        let matching = OmniglotNetwork(
            method: "Matching Networks", recipe: MetricRecipe(.matching(.learned(from: 0.1)), training: training),
            shots: [1, 5])
        let prototypical = OmniglotNetwork(
            method: "Prototypical Networks", recipe: MetricRecipe(.prototypes, training: training), shots: [1, 5])
        networks = [matching, prototypical]
        maml = OmniglotMAML(
            isQuick ? Array(OmniglotTable.columns.prefix(1)) : OmniglotTable.columns, iterations: isQuick ? 40 : 200,
            from: prototypical)
        scaledDown =
            isQuick
            ? [
                "one seed instead of three, 1,000 training episodes instead of 8,000, MAML only 5-way 1-shot, a fifth of its steps"
            ]
            : []
    }
}
