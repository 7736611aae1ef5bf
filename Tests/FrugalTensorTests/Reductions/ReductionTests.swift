import Foundation
import FrugalTensor
import Testing

/// Reductions against loops over the elements that fall together.
struct ReductionTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let whole: @Sendable (Tensor) -> Tensor
        let along: @Sendable (Tensor, [Int], Bool) -> Tensor
        let number: @Sendable ([Double]) -> Double
    }

    static let cases: [Case] = [
        Case(
            testDescription: "sum", whole: { $0.sum() }, along: { $0.sum(along: $1, keepingDimensions: $2) },
            number: { $0.reduce(0, +) }),
        Case(
            testDescription: "mean", whole: { $0.mean() }, along: { $0.mean(along: $1, keepingDimensions: $2) },
            number: { $0.reduce(0, +) / Double($0.count) }),
        Case(
            testDescription: "max", whole: { $0.max() }, along: { $0.max(along: $1, keepingDimensions: $2) },
            number: { $0.max() ?? .nan }),
        Case(
            testDescription: "min", whole: { $0.min() }, along: { $0.min(along: $1, keepingDimensions: $2) },
            number: { $0.min() ?? .nan }),
        Case(
            testDescription: "variance", whole: { $0.variance() },
            along: { $0.variance(along: $1, keepingDimensions: $2) }, number: { variance($0, correction: 1) }),
        Case(
            testDescription: "deviation of a population", whole: { $0.deviation(correction: 0) },
            along: { $0.deviation(along: $1, correction: 0, keepingDimensions: $2) },
            number: { variance($0, correction: 0).squareRoot() }),
        Case(
            testDescription: "norm", whole: { $0.norm() }, along: { $0.norm(along: $1, keepingDimensions: $2) },
            number: { $0.reduce(0) { $0 + $1 * $1 }.squareRoot() }),
        Case(
            testDescription: "norm 1", whole: { $0.norm(1) }, along: { $0.norm(1, along: $1, keepingDimensions: $2) },
            number: { $0.reduce(0) { $0 + abs($1) } }),
        Case(
            testDescription: "norm infinity", whole: { $0.norm(.infinity) },
            along: { $0.norm(.infinity, along: $1, keepingDimensions: $2) },
            number: { $0.map { abs($0) }.max() ?? .nan }),
    ]

    private static func variance(_ x: [Double], correction: Double) -> Double {
        let mean = x.reduce(0, +) / Double(x.count)
        return x.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (Double(x.count) - correction)
    }

    /// The elements of `[2, 3, 4]` grouped by the dimensions that stay, in row-major order of those.
    private func groups(_ x: Tensor, without dimensions: [Int]) -> [[Double]] {
        let values = x.doubles(), shape = x.shape
        var groups: [[Int]: [Double]] = [:]
        for (place, value) in values.enumerated() {
            let position = [place / 12, place / 4 % 3, place % 4]
            groups[shape.indices.filter { !dimensions.contains($0) }.map { position[$0] }, default: []].append(value)
        }
        return groups.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map(\.value)
    }

    @Test(arguments: cases)
    func agreesWithALoop(_ reduction: Case) {
        let x = sample([2, 3, 4])
        expectClose(reduction.whole(x), [reduction.number(x.doubles())], shape: [])
        for dimensions in [[0], [1], [2], [0, 2], [1, 2], [0, 1, 2]] {
            let expected = groups(x, without: dimensions).map(reduction.number)
            let shape = x.shape.indices.filter { !dimensions.contains($0) }.map { x.shape[$0] }
            expectClose(reduction.along(x, dimensions, false), expected, shape: shape)
            let kept = x.shape.indices.map { dimensions.contains($0) ? 1 : x.shape[$0] }
            expectClose(reduction.along(x, dimensions, true), expected, shape: kept)
        }
        expectClose(reduction.along(x, [-1], false), reduction.along(x, [2], false))
    }

    @Test func variadicFormsNameTheSameDimensions() {
        let x = sample([2, 3, 4])
        expectClose(x.sum(along: 0, 2), x.sum(along: [0, 2]))
        expectClose(x.mean(along: -1, keepingDimensions: true), x.mean(along: [2], keepingDimensions: true))
        expectClose(x.max(along: 1), x.max(along: [1]))
        expectClose(x.min(along: 1, 2), x.min(along: [1, 2]))
        expectClose(x.variance(along: 1, correction: 0), x.variance(along: [1], correction: 0))
        expectClose(x.deviation(along: 1), x.variance(along: [1]).sqrt())
        expectClose(x.norm(along: 1), x.squared().sum(along: 1).sqrt())
        expectClose(x.logSumExp(along: 1), x.exp().sum(along: 1).log())
    }

    @Test func logSumExpDoesNotOverflow() {
        expectClose(Tensor([1000.0, 1000] as [Double]).logSumExp(along: 0), [1000 + log(2.0)])
    }

    @Test func products() {
        let x = Tensor([1.0, 2, 3, 4, 5, 6] as [Double], shape: [2, 3])
        expectClose(x.product(), [720])
        expectClose(x.product(along: 0), [4, 10, 18])
        expectClose(x.product(along: 1, keepingDimensions: true), [6, 120], shape: [2, 1])
    }

    @Test func truthOfMany() {
        let x = Tensor([true, true, false, true], shape: [2, 2])
        #expect(x.all().bools() == [false] && x.any().bools() == [true])
        #expect(x.all(along: 1).bools() == [true, false])
        #expect(x.all(along: 0, keepingDimensions: true).shape == [1, 2])
        #expect(x.any(along: 0).bools() == [true, true])
        #expect(Tensor([0.0, 0] as [Double]).any().bools() == [false])
    }

    @Test func placesOfExtremes() {
        let x = Tensor([3.0, 9, 1, 7, 2, 8] as [Double], shape: [2, 3])
        #expect(x.argMax().itemInt() == 1 && x.argMin().itemInt() == 2)
        #expect(x.argMax(along: 1).ints() == [1, 2])
        #expect(x.argMin(along: 0, keepingDimensions: true).ints() == [0, 1, 0])
        let most = x.maxWithIndices(along: 0), least = x.minWithIndices(along: -1)
        expectClose(most.values, [7, 9, 8])
        #expect(most.indices.ints() == [1, 0, 1])
        expectClose(least.values, [1, 2])
        #expect(least.indices.ints() == [2, 1])
    }
}
