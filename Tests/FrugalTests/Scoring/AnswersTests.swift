import Foundation
import FrugalTrack
import Testing

@testable import Frugal

@Suite struct AnswersTests {
    @Test func logLossByHand() throws {
        // Logits log 3 and 0 mean 3/4 and 1/4.
        let answers = try Answers(logits: [Float(log(3.0)), 0, Float(log(3.0)), 0], labels: [0, 1], classCount: 2)
        #expect(abs(answers.logLoss() - (log(4.0 / 3) + log(4)) / 2) < 1e-6)
        #expect(answers.accuracy == Proportion(1, of: 2))
    }

    @Test func softmaxSurvivesHugeLogits() {
        let probabilities = Softmax.probabilities([10_000, 9_999, -10_000] as [Float])
        #expect(abs(probabilities[0] - 1 / (1 + exp(-1))) < 1e-6)
        #expect(probabilities.reduce(0, +) == 1)
    }

    @Test func refusesWhatIsNoNumberOrDoesNotFit() {
        #expect(throws: FrugalError.self) { try Answers(logits: [.nan, 0], labels: [0], classCount: 2) }
        #expect(throws: FrugalError.self) { try Answers(logits: [1, 0, 0], labels: [0], classCount: 2) }
    }

    @Test func evaluationByHand() throws {
        // Truth a, a, b, b; answers a, b, b, b.
        let answers = try Answers(logits: [2, 0, 0, 2, 0, 2, 0, 2], labels: [0, 0, 1, 1], classCount: 2)
        let evaluation = try Evaluation(answers, classes: ["a", "b"], names: ["1", "2", "3", "4"], temperature: 1)
        #expect(evaluation.accuracy == Proportion(3, of: 4))
        #expect(evaluation.balancedAccuracy == 0.75)
        #expect(evaluation.classes.map(\.recall) == [Proportion(1, of: 2), Proportion(2, of: 2)])
        #expect(evaluation.classes.map(\.precision) == [Proportion(1, of: 1), Proportion(2, of: 3)])
        #expect(evaluation.mistakes.map(\.example) == ["2"])
        let confidence = 1 / (1 + exp(-2.0))
        #expect(abs(evaluation.calibrationError - (confidence - 0.75)) < 1e-9)
    }
}
