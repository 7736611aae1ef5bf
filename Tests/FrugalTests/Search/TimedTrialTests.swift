import Foundation
import FrugalData
import FrugalSearch
import FrugalTensor
import FrugalTrack
import Testing

@testable import Frugal

/// Trainings that are given seconds, in this process.
@Suite struct TimedTrialTests {
    private func data() throws -> ChildData {
        var random = RandomStream(seed: 2)
        let labels = (0..<200).map { $0 % 2 }
        let values = labels.flatMap { label in
            (0..<4).map { _ in Float(random.uniform(in: -1...1)) + Float(label) }
        }
        return try ChildData(
            LabelledRows(values: values, width: 4, labels: labels, classes: ["low", "high"]),
            training: Array(0..<150), validation: Array(150..<200))
    }

    private func body(seconds: Double?, atMost steps: Int) throws -> SearchBody {
        let task = SearchTask(
            data: "none", largestSide: 48, skipsBroken: false, split: "none", family: "tables",
            recipe: .short(epochs: 1, batchSize: 16), device: "cpu", measuresLatency: false, validationLimit: 20)
        return try SearchBody(
            task.lasting(TrainingLength(steps: steps, seconds: seconds)), data(), device: .cpu)
    }

    private func order(in folder: URL, continuing other: URL? = nil) throws -> TrialOrder {
        var random = RandomStream(seed: 3)
        return TrialOrder(
            number: 0, proposal: Proposal(try TableFamily().space.random(using: &random)), seed: 4,
            folder: folder.path, continuedFolder: other?.path)
    }

    @Test func aTrainingTakesAboutItsSecondsAndNoMoreThanItsSteps() throws {
        try withTemporaryFolder { folder in
            let begin = ContinuousClock.now
            let result = try body(seconds: 0.3, atMost: 1_000_000).run(order(in: folder)) { _, _, _ in }
            let seconds = (ContinuousClock.now - begin) / .seconds(1)
            let taken = try #require(try TrialSteps(in: folder.path))
            #expect(result.score > 0.5)
            #expect(taken.steps > 10 && taken.steps < 1_000_000)
            // Wide bounds: other tests run beside this one.
            #expect(seconds > 0.05 && seconds < 10)
            let pace = try #require(taken.pace)
            #expect(pace.step > 0 && pace.step * Double(taken.steps) < seconds)
        }
        try withTemporaryFolder { folder in
            _ = try body(seconds: 60, atMost: 7).run(order(in: folder)) { _, _, _ in }
            #expect(try TrialSteps(in: folder.path)?.steps == 7)
        }
    }

    /// The rate of learning hangs on the number of steps, so another attempt must not choose another.
    @Test func anotherAttemptKeepsToTheStepsOfTheFirst() throws {
        try withTemporaryFolder { folder in
            try TrialSteps(5).save(in: folder.path)
            var seen = 0
            _ = try body(seconds: 0.3, atMost: 1000).run(order(in: folder)) { _, of, _ in seen = of }
            #expect(seen == 5)
        }
    }

    @Test func withoutSecondsNothingIsMeasured() throws {
        try withTemporaryFolder { folder in
            var seen = 0
            _ = try body(seconds: nil, atMost: 9).run(order(in: folder)) { _, of, _ in seen = of }
            #expect(seen == 9)
            #expect(try TrialSteps(in: folder.path) == nil)
        }
    }
}
