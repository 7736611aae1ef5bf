import FrugalData
import FrugalMeta
import FrugalNN
import FrugalTensor
import FrugalTrack

/// The classes of a fit by some of their training pictures, and what answering by them would have reached on validation.
struct FittedPrototypes {
    var head: DistanceHead
    var record: TeachingRecord
}

/// Embeds some training pictures of each class, so that classes can be added and removed later and a picture can be none of
/// them.
struct PrototypeFit {
    /// Most examples that are kept of a class.
    static let mostExamples = 32
    /// Most numbers that are kept in all: 16 MB.
    private static let mostNumbers = 1 << 22
    /// Most validation pictures that are looked at.
    static let mostChecked = 2000

    let images: LabelledImages
    let shape: InputShape
    let scorer: Scorer
    /// The pictures that the network learned from, and those that nothing learned from.
    let training: [Int]
    let validation: [Int]
    /// Called between batches; what it throws ends the work.
    let check: () throws -> Void

    /// The classes of `network`; nil for one without an embedding.
    ///
    /// What is measured is measured on the validation part with `before`, which has not seen it, and is taken to hold for a
    /// network that was trained again with that part, as its temperature is.
    func prototypes(of network: Network, before: Network) throws -> FittedPrototypes? {
        guard let embedder = network.embedder, let unseeing = before.embedder else { return nil }
        let width = try embedder.embeddingWidth(of: shape, on: scorer.device)
        let chosen = examples(
            perClass: max(2, min(Self.mostExamples, Self.mostNumbers / max(1, images.classes.count * width))))
        let checked = validation.evenlySpread(Self.mostChecked)

        let unseen = try head(of: unseeing, chosen, width: width)
        let embeddings = try scorer.outputs(on: checked, check: check) {
            unseeing.embedding($0, .evaluation)
        }
        let labels = checked.map { images.labels[$0] }
        let byDistance = try unseen.answers(embeddings, labels: labels)
        let byHead = try scorer.answers(of: before, on: checked)
        let fresh = unseen.freshDistances(byDistance)
        let temperature = TemperatureScaling.fit(byDistance, around: max(1e-3, fresh.mean))
        let head = try head(
            of: embedder, chosen, width: width, believedTemperature: temperature, freshFactor: fresh.factor)
        var record = TeachingRecord(
            answersByDistance: false, headValidation: checked.isEmpty ? nil : byHead.accuracy,
            distanceValidation: checked.isEmpty ? nil : byDistance.accuracy)
        record.evidence = try TrackJSON.value(of: TeachingEvidence(head))
        return FittedPrototypes(head: head, record: record)
    }

    private func head(
        of network: any EmbeddingNetwork, _ chosen: [[Int]], width: Int,
        believedTemperature: Double = 1, freshFactor: Double = 1
    ) throws -> DistanceHead {
        let rows = chosen.flatMap { $0 }
        let values = try scorer.outputs(on: rows, check: check) { network.embedding($0, .evaluation) }
        guard values.count == rows.count * width else {
            throw FrugalError(.model, "", "\(values.count) numbers are not \(rows.count) embeddings of \(width)")
        }
        var sums = [Double](repeating: 0, count: width)
        for place in values.indices { sums[place % width] += Double(values[place]) }
        let normalisation = EmbeddingNormalisation(
            centre: sums.map { Float($0 / Double(max(1, rows.count))) }, hasUnitLength: true)
        var start = 0
        let classes = try chosen.enumerated().map { label, members -> PrototypeClass in
            defer { start += members.count * width }
            return try PrototypeClass(
                images.classes[label], isTrained: true,
                examples: members.map { row in
                    let pixels = Array(images.pixels[(row * images.pictureSize)..<((row + 1) * images.pictureSize)])
                    return .init(
                        source: images.names[row], sha256: SupportReader.hash(of: pixels, images.height, images.width))
                },
                embeddings: members.indices.flatMap { index in
                    normalisation(Array(values[(start + index * width)..<(start + (index + 1) * width)]))
                }, width: width)
        }
        return try DistanceHead(
            kernel: .squaredEuclidean, normalisation: normalisation, width: width,
            believedTemperature: believedTemperature, freshFactor: freshFactor, trainedNames: images.classes,
            classes: classes)
    }

    /// Training examples of each class, evenly spread over their order.
    private func examples(perClass: Int) -> [[Int]] {
        var rows = [[Int]](repeating: [], count: images.classes.count)
        for row in training { rows[images.labels[row]].append(row) }
        return rows.map { $0.evenlySpread(perClass) }
    }
}

extension DistanceHead {
    /// How far fresh examples lie from the prototype of their class, and how many times farther that is than stored ones
    /// would let expect.
    func freshDistances(_ answers: Answers) -> (mean: Double, factor: Double) {
        var (found, expected) = (0.0, 0.0)
        for row in 0..<answers.count {
            let label = answers.labels[row]
            found -= Double(answers[row][answers[row].startIndex + label])
            expected += expectedDistance(of: label) ?? 0
        }
        let factor = expected > 0 && found > 0 ? found / expected : 1
        return (answers.count > 0 ? found / Double(answers.count) : 1, min(max(factor, 0.5), 1000))
    }
}
