import Foundation
import FrugalNN
import FrugalTensor
import Testing

@testable import FrugalLimits

/// What pulls weights back: values by hand, gradients by finite differences.
@Suite struct PenaltyTests {
    private static func layer(_ weights: [Float]) -> Linear {
        var random = RandomStream(seed: 1)
        var layer = Linear(weights.count, 1, bias: false, using: &random)
        layer.weight = Tensor(weights, shape: [1, weights.count])
        return layer
    }

    private static func penalty(_ precision: [Float], _ centre: [Float]) -> QuadraticPenalty {
        QuadraticPenalty(
            precision: [Tensor(precision, shape: [1, precision.count])],
            centre: [Tensor(centre, shape: [1, centre.count])])
    }

    @Test func valueAndGradientAreThoseOfTheFormula() throws {
        let penalty = Self.penalty([2, 0.5], [1, -1])
        let model = Self.layer([3, 1])
        // ½ (2 · 2² + 0.5 · 2²)
        #expect(abs(penalty.value(at: model) - 5) < 1e-6)
        var gradients = Gradients([Tensor([Float(10), 20], shape: [1, 2])])
        penalty.add(to: &gradients, at: model)
        #expect(gradients.values[0]?.floats() == [14, 21])
        for index in 0..<2 {
            var (above, below) = ([Float(3), 1], [Float(3), 1])
            above[index] += 0.01
            below[index] -= 0.01
            let slope = (penalty.value(at: Self.layer(above)) - penalty.value(at: Self.layer(below))) / 0.02
            #expect(abs(slope - [4, 1][index]) < 1e-3)
        }
        var frozen = Gradients([nil])
        penalty.add(to: &frozen, at: model)
        #expect(frozen.values[0] == nil)
    }

    /// Separate penalties of three contexts are one quadratic, at every weight.
    @Test func penaltiesAddUp() {
        let parts = [
            Self.penalty([2, 0, 1], [1, 5, 0]), Self.penalty([1, 0, 3], [-2, 7, 1]),
            Self.penalty([4, 2, 0], [0, 1, 9]),
        ]
        var sum = parts[0]
        sum.add(parts[1])
        sum.add(parts[2])
        for weights in [[Float(0), 0, 0], [1, -2, 3], [-0.5, 4, 0.25]] {
            let model = Self.layer(weights)
            let expected = parts.map { $0.value(at: model) }.reduce(0, +)
            #expect(abs(sum.value(at: model) - expected) < 1e-4)
        }
    }

    /// EWC after two contexts: λ/2 Σ F (θ - θ*)² of both, with the Fisher information of each.
    @Test func consolidationHoldsWhatMattered() {
        var random = RandomStream(seed: 5)
        let outputs = ScenarioOutputs(.task, contexts: 2, classes: 2)
        let models = (0..<3).map { _ in Perceptron(widths: [6, 3, 4], using: &random) }
        var method = ElasticWeightConsolidation(strength: 8)
        #expect(method.penalty == nil)
        var expected = 0.0
        for number in 0..<2 {
            let lesson = ContinualLesson(outputs, seen: number + 1)
            let examples = TwoTasks.context(number, count: 20, seed: 3)
            method.finish(lesson, models[number], examples, using: &random)
            let fisher = FisherInformation.diagonal(of: models[number], on: examples, lesson)
            for (place, part) in fisher.enumerated() {
                let apart = models[2].parameters[place] - models[number].parameters[place]
                expected += 4 * (part * apart * apart).sum().item()
            }
        }
        #expect(abs((method.penalty?.value(at: models[2]) ?? 0) - expected) < 1e-4 * expected)
        #expect(method.keptExamples == 0)
    }

    /// SI over two steps, by hand: ω = -Σ g Δθ, Ω = max(0, ω / (Δ² + ξ)), penalty c Ω (θ - θ*)².
    @Test func synapticIntelligenceCountsTheWay() {
        var random = RandomStream(seed: 6)
        var method = SynapticIntelligence(strength: 3, damping: 0.5)
        method.begin(Self.layer([1, 1]))
        method.didStep(Self.layer([1.5, 0]), Gradients([Tensor([Float(-2), -1], shape: [1, 2])]))
        method.didStep(Self.layer([2, 1]), Gradients([Tensor([Float(-4), 1], shape: [1, 2])]))
        let examples = TwoTasks.context(0, count: 2, seed: 1)
        let lesson = ContinualLesson(ScenarioOutputs(.class, contexts: 1, classes: 2), seen: 1)
        method.finish(lesson, Self.layer([2, 1]), examples, using: &random)
        // First weight: ω = 2 · 0.5 + 4 · 0.5 = 3, Δ = 1. Second: ω = -1 - 1 = -2, which counts as nothing.
        #expect(method.importance[0].floats() == [2, 0])
        // c Ω (θ - θ*)² = 3 · 2 · 0.25
        #expect(abs((method.penalty?.value(at: Self.layer([2.5, 9])) ?? 0) - 1.5) < 1e-6)
        // A second context that moves nothing leaves importance as it was.
        method.begin(Self.layer([2, 1]))
        method.finish(lesson, Self.layer([2, 1]), examples, using: &random)
        #expect(method.importance[0].floats() == [2, 0])
    }

    /// LwF's distance is the cross entropy under the old answers, by a plain loop.
    @Test func distillationSoftensBothAnswers() {
        let lesson = ContinualLesson(ScenarioOutputs(.class, contexts: 2, classes: 2), seen: 2)
        let taught: [Double] = [1, 3, -2, 0.5]
        let scores: [Double] = [0.5, -1, 2, 0]
        let method = LearningWithoutForgetting(temperature: 2)
        let found = method.distance(
            of: Tensor(scores.map(Float.init), shape: [1, 4]), from: Tensor(taught.map(Float.init), shape: [1, 4]),
            lesson)
        let whole = taught.reduce(0) { $0 + exp($1 / 2) }
        let targets = taught.map { exp($0 / 2) / whole }
        let sum = scores.reduce(0) { $0 + exp($1 / 2) }
        let expected = -zip(targets, scores).reduce(0) { $0 + $1.0 * log(exp($1.1 / 2) / sum) }
        #expect(abs(found.item() - expected) < 1e-5)
    }
}
