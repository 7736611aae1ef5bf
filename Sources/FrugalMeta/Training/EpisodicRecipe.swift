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
    /// How training pictures are distorted; nil for not at all.
    public var distortion: AffineDistortion?

    /// A recipe.
    public init(
        task: EpisodeShape, episodes: Int, learningRate: Double = 2e-3, weightDecay: Double = 1e-4,
        validationTask: EpisodeShape = EpisodeShape(way: 20, shot: 1, queries: 5), validationEpisodes: Int = 300,
        validationInterval: Int = 250, usesBFloat16: Bool = false,
        distortion: AffineDistortion? = nil
    ) {
        self.task = task
        self.episodes = episodes
        self.learningRate = learningRate
        self.weightDecay = weightDecay
        self.validationTask = validationTask
        self.validationEpisodes = validationEpisodes
        self.validationInterval = validationInterval
        self.usesBFloat16 = usesBFloat16
        self.distortion = distortion
    }

    /// A recipe that fits the classes there are: tasks of up to 60 ways, of 1 to 5 pictures shown and 3 asked about, as far
    /// as the smallest class has so many; validation on tasks of the size of `test`, or the nearest that can be had.
    public static func fitting(
        training: ClassPool, validation: ClassPool, test: EpisodeShape, episodes: Int = 2000
    ) -> EpisodicRecipe {
        func least(_ pool: ClassPool) -> Int { pool.classes.map(\.rows.count).min() ?? 0 }
        let queries = max(1, min(3, least(training) - 1))
        let shots = 1...max(1, min(5, least(training) - queries))
        let asked = max(1, min(5, least(validation) - 1))
        let shown = max(1, min(test.shots.lowerBound, least(validation) - asked))
        return EpisodicRecipe(
            task: EpisodeShape(way: min(60, training.classes.count), shots: shots, queries: queries),
            episodes: episodes,
            validationTask: EpisodeShape(way: min(20, validation.classes.count), shot: shown, queries: asked))
    }

    /// Throws where training by this recipe is not possible.
    func check() throws {
        try task.check()
        try validationTask.check()
        try distortion?.check()
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
