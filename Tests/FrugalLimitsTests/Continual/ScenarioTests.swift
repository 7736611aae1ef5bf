import Foundation
import FrugalNN
import FrugalTensor
import FrugalTrack
import Testing

@testable import FrugalLimits

/// Which outputs take part, and which is right.
@Suite struct ScenarioTests {
    @Test func outputsFollowTheScenario() {
        let task = ScenarioOutputs(.task, contexts: 5, classes: 2)
        let domain = ScenarioOutputs(.domain, contexts: 5, classes: 2)
        let all = ScenarioOutputs(.class, contexts: 5, classes: 2)
        #expect([task, domain, all].map(\.count) == [10, 2, 10])
        // Class 7 is the second of the fourth context.
        #expect(task.context(of: 7) == 3)
        #expect(task.active(for: 7) == 6..<8)
        #expect(domain.active(for: 7) == 0..<2)
        #expect(all.active(for: 7) == 0..<10 && all.active(for: 1) == 0..<10)
        #expect([task, domain, all].map { $0.target(of: 7) } == [1, 1, 7])
        #expect(ContinualScenario.class.title == "class-incremental")
    }

    /// Examples of several contexts in one batch are each answered by their own head.
    @Test func theLossIsThatOfTheActiveOutputs() {
        var random = RandomStream(seed: 1)
        let scores = Tensor.normal([4, 6], using: &random)
        let labels = [0, 5, 3, 2]
        let rows = (0..<4).map { scores[$0].doubles() }
        for scenario in ContinualScenario.allCases {
            let outputs = ScenarioOutputs(scenario, contexts: 3, classes: 2)
            let own = scenario == .domain ? scores.narrowed(along: 1, from: 0, length: 2) : scores
            let expected = zip(rows, labels).map { row, label -> Double in
                let range = outputs.active(for: label)
                let sum = range.reduce(0) { $0 + exp(row[$1]) }
                return log(sum) - row[range.lowerBound + outputs.target(of: label)]
            }
            let found = outputs.loss(own, labels, reduction: .none).doubles()
            #expect(zip(found, expected).allSatisfy { abs($0 - $1) < 1e-5 }, "\(scenario)")
        }
    }

    @Test func learnedHeadsAreThoseOfEarlierContexts() {
        let task = ScenarioOutputs(.task, contexts: 5, classes: 2).learnedHeads(before: 3)
        #expect(task == [0..<2, 2..<4])
        let domain = ScenarioOutputs(.domain, contexts: 5, classes: 2).learnedHeads(before: 3)
        #expect(domain == [0..<2])
        let all = ScenarioOutputs(.class, contexts: 5, classes: 2).learnedHeads(before: 3)
        #expect(all == [0..<10])
    }

    @Test func badExamplesAreNamed() {
        #expect { try ContextExamples(inputs: .zeros([3, 2]), labels: [0, 1]) } throws: {
            ($0 as? FrugalError)?.description.contains("2 labels") == true
        }
        #expect { try ContextExamples(inputs: .zeros([2, 2]), labels: [0, -1]) } throws: {
            ($0 as? FrugalError)?.subject == "example 1"
        }
    }
}
