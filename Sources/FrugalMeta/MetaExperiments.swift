import FrugalTrack

/// The published experiments that this module runs again.
public enum MetaExperiments {
    /// All of them, in the order in which they are listed.
    public static let all: [any Experiment] =
        [
            OmniglotExperiment(), LakeExperiment(), AblationExperiment(),
        ] + LearningToLearnExperiments.all
}
