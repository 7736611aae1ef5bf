import Foundation
import FrugalNN
import FrugalTensor
import Testing

@testable import FrugalSearch

@Suite struct EnasReinforceTests {
    @Test func `ENAS's baseline starts at zero and moves with every sample before it is used`() {
        var settings = Reinforce.Settings()
        (settings.baseline, settings.baselineDecay) = (.sample, 0.9)
        var baseline: Double?
        // 0 + 0.1 · 1 = 0.1; 0.1 + 0.1 · (0.5 - 0.1) = 0.14.
        let first = Reinforce.advantages(of: [1, 0.5], settings, &baseline)
        #expect(zip(first, [0.9, 0.36]).allSatisfy { abs($0 - $1) < 1e-12 })
        #expect(abs((baseline ?? 0) - 0.14) < 1e-12)
    }

    @Test func `ours starts at the first batch and moves once a batch`() {
        var settings = Reinforce.Settings()
        (settings.baseline, settings.baselineDecay) = (.batch, 0.9)
        var baseline: Double?
        let first = Reinforce.advantages(of: [1, 0], settings, &baseline)
        #expect(first == [0.5, -0.5])
        let second = Reinforce.advantages(of: [1, 1], settings, &baseline)
        #expect(abs(second[0] - 0.45) < 1e-12)
        #expect(abs((baseline ?? 0) - 0.55) < 1e-12)
    }

    @Test func `a policy comes to prefer what is rewarded and its penalty is learned from`() throws {
        var sizes = EnasMacro.Settings()
        sizes.layers = 4
        let family = try EnasMacro(sizes)
        var stream = RandomStream(seed: 2)
        var policy = family.controller(using: &stream)
        var settings = EnasMacro.learning
        (settings.learningRate, settings.baselineDecay) = (0.02, 0.8)
        var learning = Reinforce(settings)
        var updates: [Reinforce.Update] = []
        for _ in 0..<60 {
            updates.append(
                try learning.update(&policy) { policy in
                    let batch = policy.sample(20, using: &stream)
                    // The share of layers that are a max pooling, which no other signal favours.
                    let rewards = batch.tokens.map { tokens in
                        Double([0, 1, 3, 6].filter { tokens[$0] == 5 }.count) / 4
                    }
                    return (batch, rewards)
                })
        }
        #expect(updates[0].reward < 0.35)
        #expect(updates[59].reward > 0.6)
        #expect(updates[59].entropy < updates[0].entropy)
        // Without a reward for skips the penalty pulls them to 0.4.
        let drawn = withoutGradients { policy.sample(400, using: &stream) }
        let skips = [2, 4, 5, 7, 8, 9].flatMap { place in drawn.tokens.map { Double($0[place]) } }
        #expect(abs(skips.reduce(0, +) / Double(skips.count) - 0.4) < 0.06)
    }
}
