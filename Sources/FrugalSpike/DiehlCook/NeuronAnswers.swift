import FrugalData
import FrugalTensor

/// What a network's neurons answered to some pictures.
public struct NeuronAnswers: Codable, Sendable {
    /// Spikes of each neuron, a picture after the other; the refractory time leaves at most 70.
    public private(set) var counts: [[UInt8]]
    /// The class of each picture.
    public private(set) var labels: [Int]
    /// What was done for these pictures.
    public private(set) var operations: OperationLedger

    /// Shows pictures without learning, in pieces of five hundred that each begin at rest with a seed of its own, so that
    /// the answers do not depend on the number of threads.
    /// - Parameters:
    ///   - indices: which pictures.
    ///   - seed: what the input spikes are drawn from.
    ///   - threads: how many pieces are worked on at once.
    ///   - tick: told the pictures of each finished piece; throws to stop.
    public init(
        of network: DiehlCookNetwork, to pictures: LabelledImages, _ indices: [Int], seed: UInt64, threads: Int = 1,
        tick: @Sendable (Int) throws -> Void = { _ in }
    ) throws {
        let size = 500
        let pieces = stride(from: 0, to: indices.count, by: size).map { indices[$0..<min($0 + size, indices.count)] }
        let results = try TaskThreads.map(pieces.count, threads: threads) { piece in
            var random = RandomStream(seed: seed, stream: UInt64(piece))
            var copy = try network.resting(seed: random.next())
            let counts = try pieces[piece].map {
                try copy.respond(to: pictures.picture($0)).map { UInt8(clamping: $0) }
            }
            try tick(counts.count)
            return (counts, try copy.operations)
        }
        counts = results.flatMap(\.0)
        labels = indices.map { pictures.labels[$0] }
        operations = results.map(\.1).reduce(OperationLedger(), +)
    }

    /// Which class each neuron answers to, by these pictures.
    /// - Parameter classes: how many classes there are.
    public func neuronLabels(classes: Int) -> NeuronLabels {
        var found = NeuronLabels(classes: classes, neurons: counts.first?.count ?? 0)
        for (counts, label) in zip(counts, labels) { found.add(counts, of: label) }
        return found
    }

    /// The share of pictures whose class the vote of labelled neurons finds.
    public func accuracy(by labels: NeuronLabels) -> Double {
        let vote = NeuronVote(labels)
        let right = zip(counts, self.labels).count { vote.winner($0) == $1 }
        return counts.isEmpty ? 0 : Double(right) / Double(counts.count)
    }
}

extension LabelledImages {
    /// The pixels of one picture.
    func picture(_ index: Int) -> ArraySlice<UInt8> { pixels[(index * pictureSize)..<((index + 1) * pictureSize)] }
}
