import Foundation
import Testing

@testable import Frugal

@Suite struct TemperatureTests {
    /// Two classes, logits ±1, right in three of four: the honest probability is 3/4, so that 2/T = log 3.
    @Test func findsTheTemperatureWorkedByHand() throws {
        let answers = try Answers(
            logits: [1, -1, 1, -1, 1, -1, 1, -1], labels: [0, 0, 0, 1], classCount: 2)
        #expect(abs(TemperatureScaling.fit(answers) - 2 / log(3)) < 1e-3)
    }

    /// A confident model that is wrong half of the time has nothing to say: the flattest temperature is best.
    @Test func staysInsideItsRange() throws {
        let useless = try Answers(logits: [9, 0, 9, 0], labels: [0, 1], classCount: 2)
        #expect(TemperatureScaling.fit(useless) > 19)
        let perfect = try Answers(logits: [1, 0, 0, 1], labels: [0, 1], classCount: 2)
        #expect(TemperatureScaling.fit(perfect) < 0.06)
    }

    @Test func changesNoAnswerAndLowersTheLoss() throws {
        let answers = try Answers(logits: [4, 1, 0, 3, 2.5, 0, 0, 5, 4], labels: [0, 1, 2], classCount: 3)
        let temperature = TemperatureScaling.fit(answers)
        #expect(answers.logLoss(temperature: temperature) <= answers.logLoss())
        let before = Prediction(logits: answers[1], classes: ["a", "b", "c"], temperature: 1)
        let after = Prediction(logits: answers[1], classes: ["a", "b", "c"], temperature: temperature)
        #expect(before.choices.map(\.name) == after.choices.map(\.name))
    }

    @Test func isOneWithoutExamples() throws {
        #expect(TemperatureScaling.fit(try Answers(logits: [], labels: [], classCount: 3)) == 1)
    }
}
