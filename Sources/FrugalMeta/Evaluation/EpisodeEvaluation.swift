import FrugalTensor
import FrugalTrack

extension EpisodeSampler {
    /// The score of answers to the first `episodes` tasks.
    /// - Parameters:
    ///   - episodes: how many tasks; 600 is the community's minimum, 1,000 the house's.
    ///   - isGoingOn: told after every episode how many are done; false ends the evaluation early.
    ///   - logits: the answers to an episode, `[Q, way]`.
    /// - Throws: what `logits` and `isGoingOn` throw.
    public func score(
        episodes: Int, isGoingOn: (Int) throws -> Bool = { _ in true }, logits: (Episode) throws -> Tensor
    ) throws -> EpisodeScore {
        var tally = EpisodeTally()
        for index in 0..<episodes {
            let episode = episode(index)
            tally.note(try logits(episode), of: episode)
            guard try isGoingOn(index + 1) else { break }
        }
        return tally.score
    }
}

/// The answers to tasks, as they come in.
struct EpisodeTally {
    private var accuracies: [Double] = []
    private var answers: [(confidence: Double, isRight: Bool)] = []

    /// What they say together.
    var score: EpisodeScore {
        EpisodeScore(accuracies: accuracies, calibrationError: Calibration(answers).expectedError)
    }

    /// Notes the answers to a task, `[Q, way]`.
    mutating func note(_ logits: Tensor, of episode: Episode) {
        let (probabilities, way) = (logits.detached().softmax(along: -1).floats(), episode.way)
        let labels = episode.queryLabels
        var right = 0
        for (query, label) in labels.enumerated() {
            let row = probabilities[(query * way)..<((query + 1) * way)]
            // Of equals the first goes, whatever the learner.
            guard let best = row.indices.max(by: { (row[$0], $1) < (row[$1], $0) }) else { continue }
            let isRight = best - row.startIndex == label
            right += isRight ? 1 : 0
            answers.append((Double(row[best]), isRight))
        }
        accuracies.append(Double(right) / Double(max(1, labels.count)))
    }
}
