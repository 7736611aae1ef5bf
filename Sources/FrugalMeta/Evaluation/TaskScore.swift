import FrugalTrack

/// How a learner did on tasks of one size, with all that somebody needs to measure it again.
public struct TaskScore: Codable, Sendable, Equatable {
    /// The size of the tasks.
    public var shape: EpisodeShape
    /// How many.
    public var episodes: Int
    /// What they were drawn from.
    public var seed: UInt64
    /// Mean accuracy, percent.
    public var accuracy: Double
    /// Half of the 95 % interval, 1.96 s / sqrt(E), percent.
    public var halfWidth: Double
    /// Standard deviation over episodes, percent.
    public var deviation: Double
    /// Expected calibration error of the probabilities, 0...1.
    public var calibrationError: Double?
    /// Whether queries of a task helped each other.
    public var isTransductive: Bool

    /// The score of a learner on the first `episodes` tasks of a sampler.
    /// - Throws: what the learner and `isGoingOn` throw.
    public init(
        _ learner: some FewShotLearner, on sampler: EpisodeSampler, episodes: Int, isTransductive: Bool = false,
        isGoingOn: (Int) throws -> Bool = { _ in true }
    ) throws {
        self.init(
            try learner.evaluate(on: sampler, episodes: episodes, isGoingOn: isGoingOn), of: sampler,
            isTransductive: isTransductive)
    }

    /// What the answers to tasks of a sampler say.
    init(_ score: EpisodeScore, of sampler: EpisodeSampler, isTransductive: Bool) {
        shape = sampler.shape
        episodes = score.accuracies.count
        seed = sampler.seed
        accuracy = 100 * score.mean
        halfWidth = 100 * score.halfWidth
        deviation = 100 * score.summary.standardDeviation
        calibrationError = score.calibrationError
        self.isTransductive = isTransductive
    }

    /// In words: "5-way 1-shot: 98.31 ± 0.12 %".
    public var description: String {
        "\(shape): \(Humanise.percent(accuracy / 100, decimals: 2)) ± \(Humanise.percent(halfWidth / 100, decimals: 2))"
    }
}
