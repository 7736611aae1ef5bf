import FrugalTrack

/// The published experiments of architecture search.
public enum SearchExperiments {
    /// All of them, in the order in which `frugal reproduce` lists them.
    public static let all: [any Experiment] = [
        TabularExperiment(), CifarExperiment(.strings), CifarExperiment(.cells), PennTreebankExperiment(),
    ]
}
