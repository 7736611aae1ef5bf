import FrugalTensor
import FrugalTrack

extension EpisodeSampler {
    /// How well `learner` answers the first `episodes` tasks.
    /// - Parameters:
    ///   - episodes: how many tasks; 600 is the community's minimum, 1,000 the house's.
    ///   - isGoingOn: told after every episode how many are done; false ends the evaluation early.
    /// - Throws: `TensorError` where the pictures do not fit the learner.
    public func evaluate(
        _ learner: some FewShotLearner, episodes: Int, isGoingOn: (Int) throws -> Bool = { _ in true }
    ) throws -> EpisodeScore {
        var score = EpisodeScore(accuracies: [])
        var answers: [(confidence: Double, isRight: Bool)] = []
        for index in 0..<episodes {
            let task = FewShotTask(episode(index), of: pool)
            let probabilities = try Tensor.checking { try learner.logits(task).softmax(along: -1).detached() }
            let right = Self.append(probabilities.floats(), of: task, to: &answers)
            score.accuracies.append(Double(right) / Double(max(1, task.queryLabels.count)))
            guard try isGoingOn(index + 1) else { break }
        }
        score.calibrationError = Calibration(answers).expectedError
        return score
    }

    /// Notes the answers of a task.
    /// - Returns: how many are right.
    private static func append(
        _ probabilities: [Float], of task: FewShotTask, to answers: inout [(confidence: Double, isRight: Bool)]
    ) -> Int {
        var right = 0
        for (query, label) in task.queryLabels.enumerated() {
            let row = probabilities[(query * task.way)..<((query + 1) * task.way)]
            // Of equals the first goes, whatever the learner.
            guard let best = row.indices.max(by: { (row[$0], $1) < (row[$1], $0) }) else { continue }
            let isRight = best - row.startIndex == label
            right += isRight ? 1 : 0
            answers.append((Double(row[best]), isRight))
        }
        return right
    }
}
