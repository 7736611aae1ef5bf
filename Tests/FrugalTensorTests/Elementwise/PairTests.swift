import Foundation
import FrugalTensor
import Testing

/// Operations on two tensors, element by element, with broadcasting.
struct PairTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let tensor: @Sendable (Tensor, Tensor) -> Tensor
        let number: @Sendable (Double, Double) -> Double

        init(
            _ name: String, _ tensor: @escaping @Sendable (Tensor, Tensor) -> Tensor,
            _ number: @escaping @Sendable (Double, Double) -> Double
        ) {
            (testDescription, self.tensor, self.number) = (name, tensor, number)
        }
    }

    static let cases: [Case] = [
        Case("add", { $0 + $1 }, { $0 + $1 }),
        Case("subtract", { $0 - $1 }, { $0 - $1 }),
        Case("multiply", { $0 * $1 }, { $0 * $1 }),
        Case("divide", { $0 / $1 }, { $0 / $1 }),
        Case("remainder", { $0 % $1 }, { $0 - $1 * ($0 / $1).rounded(.down) }),
        Case("floorDivided", { $0.floorDivided(by: $1) }, { ($0 / $1).rounded(.down) }),
        Case("pow", { $0.pow($1) }, { pow($0, $1) }),
        Case("maximum", { Tensor.maximum($0, $1) }, { max($0, $1) }),
        Case("minimum", { Tensor.minimum($0, $1) }, { min($0, $1) }),
        Case("atan2", { Tensor.atan2($0, $1) }, { atan2($0, $1) }),
        Case("hypot", { Tensor.hypot($0, $1) }, { hypot($0, $1) }),
        Case("interpolated", { $0.interpolated(to: $1, by: 0.3) }, { $0 + 0.3 * ($1 - $0) }),
        Case("equal", { $0 .== $1 }, { $0 == $1 ? 1 : 0 }),
        Case("notEqual", { $0 .!= $1 }, { $0 != $1 ? 1 : 0 }),
        Case("less", { $0 .< $1 }, { $0 < $1 ? 1 : 0 }),
        Case("lessEqual", { $0 .<= $1 }, { $0 <= $1 ? 1 : 0 }),
        Case("greater", { $0 .> $1 }, { $0 > $1 ? 1 : 0 }),
        Case("greaterEqual", { $0 .>= $1 }, { $0 >= $1 ? 1 : 0 }),
        Case("less than number", { a, _ in a .< 2 }, { a, _ in a < 2 ? 1 : 0 }),
        Case("at most number", { a, _ in a .<= 2 }, { a, _ in a <= 2 ? 1 : 0 }),
        Case("more than number", { a, _ in a .> 2 }, { a, _ in a > 2 ? 1 : 0 }),
        Case("at least number", { a, _ in a .>= 2 }, { a, _ in a >= 2 ? 1 : 0 }),
        Case("equals number", { a, _ in a .== 2 }, { a, _ in a == 2 ? 1 : 0 }),
        Case("differs from number", { a, _ in a .!= 2 }, { a, _ in a != 2 ? 1 : 0 }),
        Case("and", { ($0 .> 2) .& ($1 .> 1) }, { $0 > 2 && $1 > 1 ? 1 : 0 }),
        Case("or", { ($0 .> 2) .| ($1 .> 1) }, { $0 > 2 || $1 > 1 ? 1 : 0 }),
        Case("exclusive or", { ($0 .> 2) .^ ($1 .> 1) }, { ($0 > 2) != ($1 > 1) ? 1 : 0 }),
        Case("not", { a, _ in .!(a .> 2) }, { a, _ in a > 2 ? 0 : 1 }),
        Case("choose", { Tensor.choose($0, where: $0 .> $1, otherwise: $1 * 2) }, { $0 > $1 ? $0 : $1 * 2 }),
        Case("replacing", { $0.replacing(with: $1, where: $0 .< $1) }, { $0 < $1 ? $1 : $0 }),
        Case("replacing with number", { a, _ in a.replacing(with: 9, where: a .< 2) }, { a, _ in a < 2 ? 9 : a }),
        Case("isClose", { $0.isClose(to: $1, relative: 0, absolute: 1) }, { abs($0 - $1) <= 1 ? 1 : 0 }),
    ]

    /// Halves, so that equal pairs occur.
    private func halves(_ shape: [Int], seed: UInt64) -> Tensor {
        var stream = RandomStream(seed: seed)
        return Tensor.integers(shape, in: 1..<8, using: &stream).to(.float64) / 2
    }

    @Test(arguments: cases)
    func agreesWithTheFormula(_ pair: Case) {
        let a = halves([4, 6], seed: 1), b = halves([4, 6], seed: 2)
        expectClose(pair.tensor(a, b), zip(a.doubles(), b.doubles()).map(pair.number), shape: [4, 6])
    }

    @Test func shapesBroadcast() {
        let column = Tensor([1.0, 2, 3] as [Double], shape: [3, 1]), row = Tensor([10.0, 20] as [Double])
        expectClose(column + row, [11, 21, 12, 22, 13, 23], shape: [3, 2])
        expectClose(column * row, [10, 20, 20, 40, 30, 60], shape: [3, 2])
        expectClose(Tensor.maximum(column, Tensor(2)), [2, 2, 3], shape: [3, 1])
    }

    @Test func equalityOfWholeTensors() {
        #expect(Tensor([1, 2]).elementsEqual(Tensor([1, 2])))
        #expect(!Tensor([1, 2]).elementsEqual(Tensor([1, 3])))
        #expect(!Tensor([1, 1]).elementsEqual(Tensor([1])))
    }
}
