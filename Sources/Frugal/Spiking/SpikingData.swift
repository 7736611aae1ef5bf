import FrugalData
import FrugalNN
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
        try Scorer(
            source: (input ?? preprocessing).source(data), labels: data.labels, classCount: classes.count, device: .cpu
        ).spikingExamples(at: indices)
    }
}

extension EventNetwork {
    /// The answers to examples, as a bundle gives them.
    func answers(to examples: SpikingExamples) throws -> Answers {
        let logits = withoutGradients {
            SpikingClassifier(self)(
                Tensor(examples.values, shape: [examples.count, examples.width]), .evaluation
            ).floats()
        }
        return try Answers(logits: logits, labels: examples.labels, classCount: classCount)
    }
}

extension Scorer {
    /// Labelled examples as a network takes them.
    /// - Throws: ``FrugalError`` where there are none.
    func spikingExamples(at indices: [Int]) throws -> SpikingExamples {
        try SpikingExamples(values: outputs(on: indices) { $0 }, labels: indices.map { labels[$0] })
    }
}
