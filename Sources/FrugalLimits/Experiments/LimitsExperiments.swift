import FrugalTrack

/// The published experiments of the three limits.
public enum LimitsExperiments {
    /// All of them, in the order in which `frugal reproduce` lists them.
    public static let all: [any Experiment] = [
        CorruptionsExperiment(), SanityChecksExperiment(), SplitMnistExperiment(), ArrivalsExperiment(),
    ]
}
