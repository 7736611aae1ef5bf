import Foundation
import FrugalTrack
import Testing

@testable import Frugal

@Suite struct TemperatureTests {
    /// Enough examples that what was believed before them does not count.
    private func repeated(_ logits: [Float], _ labels: [Int], _ times: Int) throws -> Answers {
        try Answers(
            logits: (0..<times).flatMap { _ in logits }, labels: (0..<times).flatMap { _ in labels }, classCount: 2)
    }

    /// Two classes, logits ±1, right in three of four: the honest probability is 3/4, so that 2/T = log 3.
    @Test func findsTheTemperatureWorkedByHand() throws {
        let answers = try repeated([1, -1, 1, -1, 1, -1, 1, -1], [0, 0, 0, 1], 5000)
        #expect(abs(TemperatureScaling.fit(answers) - 2 / log(3)) < 2e-3)
    }

    /// A dozen right answers are no reason for certainty, a thousand are one for more of it.
    @Test func fewExamplesAreNotBelievedOutright() throws {
        let few = TemperatureScaling.fit(try repeated([1, 0, 0, 1], [0, 1], 6))
        let many = TemperatureScaling.fit(try repeated([1, 0, 0, 1], [0, 1], 600))
        #expect(few > 0.4 && few < 1)
        #expect(many < 0.35)
    }

    /// A confident model that is wrong half of the time has nothing to say: the flattest temperature is best.
    @Test func staysInsideItsRange() throws {
        #expect(TemperatureScaling.fit(try repeated([90, 0, 90, 0], [0, 1], 5000)) > 19)
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
