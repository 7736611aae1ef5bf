import FrugalData
import FrugalNN
import FrugalSpike
import FrugalTensor
import FrugalTrack

extension Predictor {
    /// The spiking network that answers; nil where an ordinary one does.
    var spikingNetwork: EventNetwork? { (network.body as? SpikingClassifier)?.network }

    /// The spiking network that answers.
    /// - Throws: ``FrugalError`` that names the bundle at `path` where an ordinary one does.
    func requiredSpikingNetwork(_ path: String) throws -> EventNetwork {
        guard let network = spikingNetwork else {
            throw FrugalError(
                .usage, path, "this is no spiking network", remedy: "convert it first: frugal spike convert")
        }
        return network
    }

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

extension ImageInput {
    /// Pixels from 0 to 1 as they are, which rates and times of spikes are made of.
    static func pixels(height: Int, width: Int, channels: Int) -> ImageInput {
        ImageInput(
            height: height, width: width, channels: channels, resizeFilter: ResizeFilter.antialiased.rawValue,
            mean: Array(repeating: 0, count: channels), standardDeviation: Array(repeating: 1, count: channels))
    }

    /// Whether pixels are taken as they are.
    var isUnscaled: Bool { mean.allSatisfy { $0 == 0 } && standardDeviation.allSatisfy { $0 == 1 } }
}

extension EventNetwork {
    /// Refuses a length of a presentation that is none.
    /// - Throws: ``FrugalError`` of kind `usage`.
    static func checkSteps(_ steps: Int?) throws {
        guard let steps, !(1...1_000_000).contains(steps) else { return }
        throw FrugalError(.usage, "--steps", "\(steps) steps make no presentation", remedy: "give 1 or more")
    }

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
