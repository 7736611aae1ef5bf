import FrugalTrack

/// What `frugal reproduce omniglot` trains at each scale.
struct OmniglotRecipe: Codable, Sendable {
    /// The networks that compare embeddings.
    var networks: [OmniglotNetwork]
    /// What is smaller than published.
    var scaledDown: [String]

    init(_ scale: Reproduction.Scale) {
        let methods: [(String, OmniglotNetwork.Comparison)] = [
            ("Matching Networks", .matching(.learned(from: 0.1))), ("Prototypical Networks", .prototypes),
        ]
        switch scale {
        case .quick:
            networks = methods.map { method, comparison in
                OmniglotNetwork(
                    method: method, comparison: comparison,
                    recipe: EpisodicRecipe(
                        task: EpisodeShape(way: 60, shot: 1, queries: 5), episodes: 700, learningRate: 3e-3),
                    shots: [1, 5])
            }
            scaledDown = [
                "one seed instead of three, 700 training episodes, and one network a method answers 1-shot and 5-shot tasks"
            ]
        case .full:
            networks = [1, 5].flatMap { shot in
                methods.map { method, comparison in
                    OmniglotNetwork(
                        method: method, comparison: comparison,
                        recipe: EpisodicRecipe(
                            task: EpisodeShape(way: 60, shot: shot, queries: 5), episodes: 3000, learningRate: 3e-3),
                        shots: [shot])
                }
            }
            scaledDown = []
        }
    }
}
