import FrugalTensor
import Testing

@testable import FrugalTransfer

/// Advantages and returns against sums written out from their definition.
@Suite struct AdvantageTests {
    /// Two copies, five steps: the first ends after its third step, the second goes on.
    let rewards: [Float] = [1, 0.5, 0, -1, 2, 0, 0, 3, -1, 1]
    let hasEnded = [false, false, false, false, true, false, false, false, false, false]
    let values: [Float] = [0.2, -0.1, 0.4, 0.3, -0.5, 0.6, 0.1, 0.9, 0.7, -0.2]
    let lastValues: [Float] = [0.5, -0.4]

    private func estimate(discount: Double, trace: Double) -> AdvantageEstimate {
        AdvantageEstimate(
            rewards: rewards, hasEnded: hasEnded, values: values, lastValues: lastValues, discount: discount,
            trace: trace)
    }

    /// With a trace of 1: rewards to the end of the episode, or to the end of the rollout and then the value.
    @Test func fullTracesGiveReturnsOfAllSteps() {
        let found = estimate(discount: 0.9, trace: 1)
        for copy in 0..<2 {
            for step in 0..<5 {
                var expected = 0.0
                var weight = 1.0
                var later = step
                while later < 5 {
                    expected += weight * Double(rewards[later * 2 + copy])
                    weight *= 0.9
                    if hasEnded[later * 2 + copy] { break }
                    later += 1
                }
                if later == 5 { expected += weight * Double(lastValues[copy]) }
                let place = step * 2 + copy
                #expect(abs(Double(found.returns[place]) - expected) < 1e-6)
                #expect(abs(Double(found.advantages[place]) - (expected - Double(values[place]))) < 1e-6)
            }
        }
    }

    /// With a trace of 0: the error of one step's prediction.
    @Test func noTraceGivesTheErrorOfOneStep() {
        let found = estimate(discount: 0.9, trace: 0)
        for place in 0..<10 {
            let next = place < 8 ? values[place + 2] : lastValues[place % 2]
            let expected = rewards[place] + (hasEnded[place] ? 0 : 0.9 * next) - values[place]
            #expect(abs(found.advantages[place] - expected) < 1e-6)
        }
    }

    /// In between: the sum of equation 16 of Schulman et al. 2016, `sum (discount trace)^l d_(t+l)`, to the episode's end.
    @Test func tracesInBetweenWeighTheErrorsOfLaterSteps() {
        let errors = estimate(discount: 0.9, trace: 0).advantages.map(Double.init)
        let found = estimate(discount: 0.9, trace: 0.8).advantages
        for copy in 0..<2 {
            for step in 0..<5 {
                var expected = 0.0
                for later in step..<5 {
                    var weight = 1.0
                    for _ in step..<later { weight *= 0.9 * 0.8 }
                    expected += weight * errors[later * 2 + copy]
                    if hasEnded[later * 2 + copy] { break }
                }
                #expect(abs(Double(found[step * 2 + copy]) - expected) < 1e-5)
            }
        }
    }
}
