import FrugalTrack

/// How a few-shot network is trained on episodes.
public struct EpisodicRecipe: Codable, Sendable, Hashable {
    /// The tasks that are learned from; more ways than are tested make a better embedding (Snell et al. 2017, section 3.1).
    public var task: EpisodeShape
    /// How many of them.
    public var episodes: Int
    /// The highest learning rate of Adam; it rises over the first tenth and falls along a cosine.
    public var learningRate: Double
    /// The weight of the squared parameters that AdamW takes off.
    public var weightDecay: Double
    /// The tasks on validation classes that choose the checkpoint.
    public var validationTask: EpisodeShape
    /// How many of them.
    public var validationEpisodes: Int
    /// Training episodes between two looks at validation.
    public var validationInterval: Int
    /// Whether products and convolutions are computed in bfloat16; parameters stay float32.
    public var usesBFloat16: Bool

    /// A recipe.
    public init(
        task: EpisodeShape, episodes: Int, learningRate: Double = 2e-3, weightDecay: Double = 1e-4,
        validationTask: EpisodeShape = EpisodeShape(way: 20, shot: 1, queries: 5), validationEpisodes: Int = 300,
        validationInterval: Int = 250, usesBFloat16: Bool = false
    ) {
        self.task = task
        self.episodes = episodes
        self.learningRate = learningRate
        self.weightDecay = weightDecay
        self.validationTask = validationTask
        self.validationEpisodes = validationEpisodes
        self.validationInterval = validationInterval
        self.usesBFloat16 = usesBFloat16
    }

    /// Throws where training by this recipe is not possible.
    func check() throws {
        try task.check()
        try validationTask.check()
        guard task.queries > 0, validationTask.queries > 0 else {
            throw FrugalError(.usage, "queries", "without queries nothing is learned", remedy: "give at least 1")
        }
        guard episodes > 0, validationEpisodes > 0, validationInterval > 0 else {
            throw FrugalError(.usage, "episodes", "\(episodes) episodes train nothing", remedy: "give at least 1")
        }
        guard learningRate > 0, learningRate.isFinite, weightDecay >= 0, weightDecay.isFinite else {
            throw FrugalError(
                .usage, "learning rate", "\(learningRate) with weight decay \(weightDecay) is not possible",
                remedy: "give a positive rate, such as 0.002")
        }
    }
}
