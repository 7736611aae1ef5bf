import FrugalTrack

/// The experiments of learning to learn: what is learned is an optimiser, or a loss.
public enum LearningToLearnExperiments {
    /// All of them, for `frugal reproduce`.
    public static let all: [any Experiment] = [LearnedOptimizerExperiment(), LearnedLossExperiment()]
}
