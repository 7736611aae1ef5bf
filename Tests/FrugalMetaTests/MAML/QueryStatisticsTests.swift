import FrugalNN
import FrugalTensor
import FrugalTesting
import Testing

@testable import FrugalMeta

@Suite("Statistics of batch normalisation in MAML") struct QueryStatisticsTests {
    private func learner(_ statistics: QueryStatistics) -> MAML<TinyNet> {
        var random = RandomStream(seed: 3)
        return MAML(
            TinyNet(ways: 3, using: &random), InnerLoop(steps: 2, rate: 0.2, statistics: statistics))
    }

    private let task = randomTask(ways: 3, shots: 2, queries: 3, dtype: .float32)

    /// The scores of the first query alone, and in company.
    private func firstScores(_ statistics: QueryStatistics) -> (alone: Tensor, inCompany: Tensor) {
        let learner = learner(statistics)
        let alone = task.query.inputs.narrowed(along: 0, from: 0, length: 1)
        return (
            learner.scores(alone, after: task.support),
            learner.scores(task.query.inputs, after: task.support).narrowed(along: 0, from: 0, length: 1)
        )
    }

    @Test(arguments: [QueryStatistics.running, .support])
    func otherQueriesDoNotMatter(statistics: QueryStatistics) {
        let (alone, company) = firstScores(statistics)
        #expect(relativeDistance(alone, company) < 1e-5)
    }

    @Test func transductiveScoresDependOnOtherQueries() {
        let (alone, company) = firstScores(.transductive)
        #expect(relativeDistance(alone, company) > 0.01)
    }

    @Test func theThreeDiffer() {
        let scores = QueryStatistics.allCases.map { learner($0).scores(task.query.inputs, after: task.support) }
        #expect(relativeDistance(scores[0], scores[1]) > 0.01)
        #expect(relativeDistance(scores[1], scores[2]) > 0.01)
        #expect(relativeDistance(scores[0], scores[2]) > 0.01)
    }

    /// The support's own statistics give for the support what batch statistics give, up to the variance's n - 1.
    @Test func theSupportIsNormalisedByItself() {
        let support = task.support
        let one = learner(.support).scores(support.inputs, after: support)
        let other = learner(.transductive).scores(support.inputs, after: support)
        #expect(relativeDistance(one, other) < 0.2)
    }

    @Test func runningStatisticsFollowTheQuery() throws {
        let learner = learner(.running)
        let before = learner.model.features.blocks[0].norm.runningMean
        let lesson = try learner.lesson(from: task)
        #expect(lesson.buffers.count == 4)
        #expect(relativeDistance(lesson.buffers[0], before + 1e-9) > 0.01)
        #expect(try self.learner(.transductive).lesson(from: task).buffers.isEmpty)
    }
}
