import FrugalTrack

/// The published experiments of spiking networks.
public enum SpikeExperiments {
    /// All of them, in the order in which `frugal reproduce` lists them.
    public static let all: [any Experiment] = [
        Figure6Experiment(), DiehlCookExperiment(), ConversionExperiment(), SurrogateMnistExperiment(),
        LoadForecastExperiment(), ContinualExperiment(), EsserExperiment(.mnist), EsserExperiment(.cifar),
    ]
}
