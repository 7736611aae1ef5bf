import Foundation
import FrugalData
import FrugalNN
import FrugalTensor
import Testing

@testable import Frugal

@Suite struct BaselineTests {
    private let training = Baselines.Vectors(
        inputs: Tensor([0, 0, 0, 2, 4, 0] as [Float], shape: [3, 2]), labels: [0, 0, 1], classCount: 2)

    @Test func majorityAnswersTheFrequentClass() {
        let weights = Baselines.majority(training)
        // (2 + 1/2) / (3 + 1) and (1 + 1/2) / (3 + 1).
        #expect(weights.bias.floats() == [Float(log(0.625)), Float(log(0.375))])
        #expect(weights.weight.floats().allSatisfy { $0 == 0 })
    }

    @Test func centroidScoresAreDistances() {
        let weights = Baselines.nearestCentroid(training)
        // Means (0, 1) and (4, 0): 2 m·x - |m|².
        #expect(weights.weight.floats() == [0, 2, 8, 0])
        #expect(weights.bias.floats() == [-1, -16])
    }

    /// One number, x = ±1 with probability 3/4 of class "x > 0": without regularisation the weight between the classes is
    /// log 3, and the gradient vanishes.
    @Test func logisticRegressionFindsTheMaximumOfTheLikelihood() throws {
        let examples = Baselines.Vectors(
            inputs: Tensor([1, 1, 1, 1, -1, -1, -1, -1] as [Float], shape: [8, 1]), labels: [1, 1, 1, 0, 0, 0, 0, 1],
            classCount: 2)
        let weights = try withoutGradients { try Baselines.logisticRegression(examples, strength: 0) }
        let slope = weights.weight.floats()
        #expect(abs(Double(slope[1] - slope[0]) - log(3)) < 1e-3)
        #expect(abs(Double(weights.bias.floats()[1] - weights.bias.floats()[0])) < 1e-3)
    }

    @Test func lbfgsFindsTheFloorOfAValley() throws {
        // Rosenbrock's function in float64: the minimum is at (1, 1), along a bent valley.
        let found = try LBFGS(iterations: 200, tolerance: 0).minimise(from: Tensor([-1.2, 1.0] as [Double])) { point in
            let p = point.doubles()
            let (x, y) = (p[0], p[1])
            let value = (1 - x) * (1 - x) + 100 * (y - x * x) * (y - x * x)
            return (value, Tensor([-2 * (1 - x) - 400 * x * (y - x * x), 200 * (y - x * x)] as [Double]))
        }
        #expect(found.doubles().allSatisfy { abs($0 - 1) < 1e-4 })
    }

    @Test func largePicturesArePooledForLinearModels() {
        let large = InputShape.image(height: 96, width: 96, channels: 3)
        let pooling = LinearNetwork.pooling(for: large, examples: 1000)
        #expect(LinearNetwork.width(of: large, pooling: pooling) <= 4096)
        #expect(LinearNetwork.pooling(for: .image(height: 8, width: 8, channels: 1), examples: 1000) == 1)
    }
}
