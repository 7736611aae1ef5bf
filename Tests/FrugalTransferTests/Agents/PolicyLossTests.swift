import Foundation
import FrugalNN
import FrugalTensor
import Testing

@testable import FrugalTransfer

/// The losses against their definitions in plain loops.
@Suite struct PolicyLossTests {
    let scores: [[Double]] = [[0.3, -1, 2], [0, 0, 0], [-2, 1, 0.5], [1, 1.5, -0.5]]
    let actions = [2, 0, 1, 2]
    let advantages = [1.5, -0.5, 0.25, -2]

    private func logProbability(_ row: Int, _ action: Int) -> Double {
        scores[row][action] - log(scores[row].reduce(0) { $0 + exp($1) })
    }

    private var scoreTensor: Tensor { Tensor(scores.flatMap { $0 }, shape: [4, 3]) }

    @Test func theReadingIsLogProbabilitiesAndMeanEntropy() {
        let (taken, entropy) = PolicyLosses.reading(scoreTensor, actions: Tensor(actions))
        var expected = 0.0
        for row in 0..<4 {
            #expect(abs(taken.doubles()[row] - logProbability(row, actions[row])) < 1e-12)
            for action in 0..<3 { expected -= exp(logProbability(row, action)) * logProbability(row, action) / 4 }
        }
        #expect(abs(entropy.item() - expected) < 1e-12)
    }

    @Test func thePolicyGradientWeighsLogarithmsByAdvantages() {
        let taken = PolicyLosses.reading(scoreTensor, actions: Tensor(actions)).taken
        let expected = -(0..<4).reduce(0.0) { $0 + logProbability($1, actions[$1]) * advantages[$1] } / 4
        #expect(abs(PolicyLosses.policyGradient(taken, advantages: Tensor(advantages)).item() - expected) < 1e-12)
    }

    /// Rows in which the ratio is too high or too low, with both signs of the advantage.
    @Test func theSurrogateIsClippedOnlyWhereThatIsWorse() {
        let shifts = [0.5, 0.5, -0.5, -0.5]
        let signs = [1.0, -1, 1, -1]
        let taken = PolicyLosses.reading(scoreTensor, actions: Tensor(actions)).taken
        let before = taken - Tensor(shifts)
        let found = PolicyLosses.clippedSurrogate(taken, before: before, advantages: Tensor(signs), clip: 0.2)
        // The gain is limited where the action became more likely and was good, or less likely and was bad.
        let expected = -(1.2 - exp(0.5) + exp(-0.5) - 0.8) / 4
        #expect(abs(found.item() - expected) < 1e-12)
    }

    /// Where nothing has moved yet, both methods have the same gradient.
    @Test func atTheBeginningTheSurrogateHasThePolicyGradient() {
        func slope(_ loss: (Tensor) -> Tensor) -> [Double] {
            let x = scoreTensor.recordingGradients()
            let value = withGradients(true) { loss(PolicyLosses.reading(x, actions: Tensor(actions)).taken) }
            return gradients(of: value, withRespectTo: [x])[0].doubles()
        }
        let advantages = Tensor(advantages)
        let plain = slope { PolicyLosses.policyGradient($0, advantages: advantages) }
        let clipped = slope {
            PolicyLosses.clippedSurrogate($0, before: $0.detached(), advantages: advantages, clip: 0.2)
        }
        for (a, b) in zip(plain, clipped) { #expect(abs(a - b) < 1e-12) }
    }

    @Test func advantagesAreNormalised() {
        let found = Tensor([1.0, 2, 3, 6]).normalisedAdvantages.doubles()
        let deviation = (14.0 / 3).squareRoot()
        for (value, raw) in zip(found, [1.0, 2, 3, 6]) { #expect(abs(value - (raw - 3) / deviation) < 1e-6) }
    }

    /// Draws follow the softmax, and the logarithm that comes with each is that of its probability.
    @Test func actionsAreDrawnFromTheSoftmax() {
        var random = RandomStream(seed: 2)
        let row: [Float] = [0, 1, -1]
        let rows = 30_000
        let (drawn, logarithms) = ActionDraw.draw(
            (0..<rows).flatMap { _ in row }, actions: 3, using: &random)
        let sum = exp(0.0) + exp(1.0) + exp(-1.0)
        for action in 0..<3 {
            let expected = exp(Double(row[action])) / sum
            let share = Double(drawn.count { $0 == action }) / Double(rows)
            #expect(abs(share - expected) < 4 * (expected / Double(rows)).squareRoot())
        }
        for (action, logarithm) in zip(drawn.prefix(50), logarithms) {
            #expect(abs(Double(logarithm) - (Double(row[action]) - log(sum))) < 1e-5)
        }
    }
}
