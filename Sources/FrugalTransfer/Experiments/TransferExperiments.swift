import FrugalTrack

/// The published experiments of transfer.
public enum TransferExperiments {
    /// All of them, in the order in which `frugal reproduce` lists them.
    public static let all: [any Experiment] = [
        PathNetExperiment(), PathNetPicturesExperiment(), PathNetGames(), BreakoutBrightness(),
    ]
}
