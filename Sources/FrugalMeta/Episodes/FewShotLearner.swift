import FrugalNN
import FrugalTensor

/// What answers few-shot tasks: given labelled pictures it scores others.
public protocol FewShotLearner: Sendable {
    /// A score for each class of each query picture, `[Q, way]`; their softmax is the probability.
    /// - Throws: `TensorError` where the pictures do not fit the learner.
    func logits(_ task: FewShotTask) throws -> Tensor

    /// How well it answers the first `episodes` tasks of `sampler`.
    /// - Parameter isGoingOn: told after every episode how many are done; false ends the evaluation early.
    /// - Throws: `TensorError` where the pictures do not fit the learner.
    func evaluate(
        on sampler: EpisodeSampler, episodes: Int, isGoingOn: (Int) throws -> Bool
    ) throws -> EpisodeScore
}

extension FewShotLearner {
    /// Answers task after task.
    public func evaluate(
        on sampler: EpisodeSampler, episodes: Int, isGoingOn: (Int) throws -> Bool
    ) throws -> EpisodeScore {
        try sampler.score(episodes: episodes, isGoingOn: isGoingOn) { episode in
            try logits(FewShotTask(episode, of: sampler.pool))
        }
    }

    /// Answers the first `episodes` tasks of `sampler`.
    /// - Throws: `TensorError` where the pictures do not fit the learner.
    public func evaluate(on sampler: EpisodeSampler, episodes: Int) throws -> EpisodeScore {
        try evaluate(on: sampler, episodes: episodes) { _ in true }
    }
}

/// A learner that is trained on tasks by gradients.
public protocol EpisodicModel: Module, FewShotLearner {
    /// What training makes small: one number for a task.
    func loss(_ task: FewShotTask, _ pass: Pass) -> Tensor
}
