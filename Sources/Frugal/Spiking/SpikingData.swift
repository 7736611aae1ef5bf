import FrugalData
import FrugalSpike
import FrugalTensor
import FrugalTrack

extension Predictor {
    /// The spiking network that answers; nil where an ordinary one does.
    var spikingNetwork: EventNetwork? { (network.body as? SpikingClassifier)?.network }

    /// Labelled examples as the network takes them.
    /// - Parameters:
    ///   - indices: which of them.
    ///   - input: how they become numbers; as the bundle says by default.
    /// - Throws: `DataError` or ``FrugalError`` for data of another kind.
    func spikingExamples(
        _ data: LabelledData, at indices: [Int], input: Preprocessing? = nil
    ) throws -> SpikingExamples {
        let scorer = Scorer(
            source: try (input ?? preprocessing).source(data), labels: data.labels, classCount: classes.count,
            device: .cpu)
        return try SpikingExamples(
            values: scorer.outputs(on: indices) { $0 }, labels: indices.map { data.labels[$0] })
    }
}
