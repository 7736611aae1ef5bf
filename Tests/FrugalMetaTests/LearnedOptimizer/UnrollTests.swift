import Foundation
import FrugalNN
import FrugalTensor
import FrugalTesting
import Testing

@testable import FrugalMeta

@Suite struct UnrollTests {
    private static let steps = 4

    private var recipe: LearnedOptimizerRecipe {
        var recipe = LearnedOptimizerRecipe()
        recipe.objective = .loss
        (recipe.units, recipe.unroll, recipe.horizon, recipe.outputScale, recipe.p) = (
            5, Self.steps, Self.steps, 0.5, 3
        )
        return recipe
    }

    private func network() -> CoordinateLSTM {
        var random = RandomStream(seed: 11)
        return CoordinateLSTM(units: 5, using: &random)
    }

    /// What the unroll differentiates: the mean loss after each step, of a network that sees the gradients of *another*
    /// run. Those are the constants of section 2: only the movements depend on the network.
    private func mean(
        _ objective: LearnedOptimizerRecipe.Objective, _ plain: PlainLSTM, seen: Tensor,
        _ problem: Problem<Quadratics.Points>, scale: Double
    ) -> Double {
        var point = problem.start.values.to(.float64)
        return plain.outputs(seen).reduce(0) { sum, movements in
            point = point + Tensor(movements, shape: point.shape) * scale
            let loss = problem.loss(Quadratics.Points(values: point), 0).item() / Double(problem.count)
            return sum + (objective == .loss ? loss : log(loss)) / Double(Self.steps)
        }
    }

    /// Quadratics in double precision, so that differences can be small.
    private func problem() -> Problem<Quadratics.Points> {
        var random = RandomStream(seed: 12)
        let matrices = Tensor.normal([2, 3, 3], dtype: .float64, using: &random)
        let targets = Tensor.normal([2, 3, 1], dtype: .float64, using: &random)
        return Problem(
            start: Quadratics.Points(values: Tensor.normal([2, 3], using: &random)), count: 2,
            loss: { points, _ in (matrices.matmul(points.values.to(.float64).unsqueezed(2)) - targets).squared().sum()
            },
            score: { _ in 0 })
    }

    /// What the network sees along the way.
    private func seen(_ network: CoordinateLSTM, _ problem: Problem<Quadratics.Points>) -> Tensor {
        var (model, state) = (problem.start, network.start(coordinates: 6))
        var inputs: [Tensor] = []
        for step in 0..<Self.steps {
            let (_, gradients) = valueWithGradients(at: model) { problem.loss($0, step) }
            let input = LogAndSign(p: recipe.p)(gradients.values[0]?.flattened() ?? .zeros([6]))
            let next = network(input.unsqueezed(0), state: state)
            state = next.state
            model.values = model.values + next.outputs.reshaped(2, 3) * recipe.outputScale
            inputs.append(input)
        }
        return Tensor.stacked(inputs)
    }

    @Test(arguments: LearnedOptimizerRecipe.Objective.allCases)
    func theGradientThroughTheUnrollIsThatOfFiniteDifferences(_ objective: LearnedOptimizerRecipe.Objective) {
        let (network, problem) = (network(), problem())
        var (recipe, random) = (recipe, RandomStream(seed: 13))
        recipe.objective = objective
        var unroll = Unroll(problem, network, recipe, using: &random)
        let (loss, found) = unroll.advance(network, using: &random)
        let seen = seen(network, problem)
        let plain = PlainLSTM(network)
        func value(_ plain: PlainLSTM) -> Double {
            mean(objective, plain, seen: seen, problem, scale: recipe.outputScale)
        }
        if objective == .loss { #expect(abs(value(plain) - loss) < 1e-5 * loss) }
        for (place, gradient) in found.values.enumerated() {
            let values = gradient?.doubles() ?? []
            for _ in 0..<4 {
                let entry = random.below(values.count)
                var (more, less) = (plain, plain)
                more.parameters[place][entry] += 1e-5
                less.parameters[place][entry] -= 1e-5
                let expected = (value(more) - value(less)) / 2e-5
                #expect(abs(values[entry] - expected) < 1e-3 * max(0.1, abs(expected)), "parameter \(place), \(entry)")
            }
        }
    }

    /// The mean of many samples of half the coordinates comes to the gradient of all.
    @Test func aSampleOfCoordinatesIsUnbiased() throws {
        let (network, problem) = (network(), problem())
        func gradient(_ coordinates: Int?, seed: UInt64) throws -> Tensor {
            var (recipe, random) = (recipe, RandomStream(seed: seed))
            recipe.coordinates = coordinates
            var unroll = Unroll(problem, network, recipe, using: &random)
            let gradients = unroll.advance(network, using: &random).gradients
            return Tensor.concatenated(try gradients.values.map { try #require($0).flattened() })
        }
        let whole = try gradient(nil, seed: 1)
        let samples = try (0..<400).map { try gradient(3, seed: UInt64($0)) }
        let mean = samples.reduce(Tensor.zeros(like: whole), +) / 400
        #expect(relativeDistance(samples[0], whole) > 0.1)
        #expect(relativeDistance(mean, whole) < 0.1)
    }

    @Test func sumsFromTheEndAreThoseOfLoops() {
        let sums = Unroll<Quadratics.Points>.sumsFromTheEnd([Tensor([1.0, 2]), Tensor([3.0, 4]), Tensor([5.0, 7])])
        #expect(sums.doubles() == [9, 13, 8, 11, 5, 7])
    }
}
