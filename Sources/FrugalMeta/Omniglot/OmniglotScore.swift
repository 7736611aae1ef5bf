import FrugalTrack

/// What a trained network answered on the test classes, as it is kept in the folder of the run.
struct OmniglotScore: Codable {
    /// One column of the table.
    struct Column: Codable {
        var way: Int
        var shot: Int
        /// Percent.
        var accuracy: Double
        /// Percent, 1.96 s / sqrt(E).
        var halfWidth: Double
        /// Standard deviation over episodes, percent.
        var deviation: Double
        var episodes: Int
        var calibrationError: Double?
    }

    var columns: [Column] = []

    /// Answers the columns of the table.
    /// - Throws: what the learner throws, or ``FrugalError`` of kind `interrupted`.
    init(
        _ learner: some FewShotLearner, columns: [EpisodeShape], of pool: ClassPool,
        episodes: Int = OmniglotTable.episodes, named name: String, in context: ExperimentContext
    ) throws {
        for shape in columns {
            // One seed for all methods and training seeds: they answer the same tasks.
            let sampler = try EpisodeSampler(pool, shape, seed: 1234)
            let score = try learner.evaluate(on: sampler, episodes: episodes) { done in
                context.progress("\(name), \(shape)", done, episodes, nil)
                try context.checkpoint()
                return true
            }
            self.columns.append(
                Column(
                    way: shape.way, shot: shape.shots.lowerBound, accuracy: 100 * score.mean,
                    halfWidth: 100 * score.halfWidth, deviation: 100 * score.summary.standardDeviation,
                    episodes: score.accuracies.count, calibrationError: score.calibrationError))
        }
    }

    /// The column of a task.
    func column(_ shape: EpisodeShape) -> Column? {
        columns.first { $0.way == shape.way && $0.shot == shape.shots.lowerBound }
    }
}
