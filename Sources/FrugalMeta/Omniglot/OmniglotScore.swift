import FrugalTrack

/// What a trained network answered on the test classes, as it is kept in the folder of the run.
struct OmniglotScore: Codable {
    /// One score a column of the table.
    var columns: [TaskScore] = []

    /// Answers the columns of the table.
    /// - Throws: what the learner throws, or ``FrugalError`` of kind `interrupted`.
    init(
        _ learner: some FewShotLearner, columns: [EpisodeShape], of pool: ClassPool,
        episodes: Int = OmniglotTable.episodes, named name: String, in context: ExperimentContext
    ) throws {
        for shape in columns {
            let score = try TaskScore(learner, on: OmniglotTable.sampler(shape, of: pool), episodes: episodes) { done in
                context.progress("\(name), \(shape)", done, episodes, nil)
                try context.checkpoint()
                return true
            }
            self.columns.append(score)
        }
    }

    /// The column of a task.
    func column(_ shape: EpisodeShape) -> TaskScore? {
        columns.first { $0.shape == shape }
    }
}
