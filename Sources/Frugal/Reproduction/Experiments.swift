import FrugalLimits
import FrugalMeta
import FrugalSearch
import FrugalSpike
import FrugalTrack
import FrugalTransfer

/// The published experiments that `frugal reproduce` knows.
public enum Experiments {
    /// All of them: each topic module's list, one after another.
    public static let all: [any Experiment] =
        MetaExperiments.all + SearchExperiments.all + SpikeExperiments.all + TransferExperiments.all
        + LimitsExperiments.all + [TransferVersusTuningExperiment()]

    /// The experiment of that name.
    /// - Throws: ``FrugalError`` of kind `usage` that lists the names there are.
    public static func named(_ id: String) throws -> any Experiment {
        if let experiment = all.first(where: { $0.id == id }) { return experiment }
        throw FrugalError(
            .usage, id, "there is no experiment of this name",
            remedy: "the names are \(all.map(\.id).joined(separator: ", "))")
    }
}
