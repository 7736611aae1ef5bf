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
        var score = EpisodeScore(accuracies: [])
        var answers: [(confidence: Double, isRight: Bool)] = []
        for index in 0..<episodes {
            let episode = episode(index)
            let probabilities = try logits(episode).detached().softmax(along: -1).floats()
            let labels = episode.queryLabels
            let right = Self.append(probabilities, labels: labels, way: episode.way, to: &answers)
            score.accuracies.append(Double(right) / Double(max(1, labels.count)))
            guard try isGoingOn(index + 1) else { break }
        }
        score.calibrationError = Calibration(answers).expectedError
        return score
    }

    /// Notes the answers of a task.
    /// - Returns: how many are right.
    private static func append(
        _ probabilities: [Float], labels: [Int], way: Int, to answers: inout [(confidence: Double, isRight: Bool)]
    ) -> Int {
        var right = 0
        for (query, label) in labels.enumerated() {
            let row = probabilities[(query * way)..<((query + 1) * way)]
            // Of equals the first goes, whatever the learner.
            guard let best = row.indices.max(by: { (row[$0], $1) < (row[$1], $0) }) else { continue }
            let isRight = best - row.startIndex == label
            right += isRight ? 1 : 0
            answers.append((Double(row[best]), isRight))
        }
        return right
    }
}
