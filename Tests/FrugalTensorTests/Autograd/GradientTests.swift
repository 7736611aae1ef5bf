import FrugalTensor
import Testing

/// Gradients of representative operations against central differences, in float64.
struct GradientTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let shape: [Int]
        let range: Range<Double>
        let function: @Sendable (Tensor) -> Tensor

        init(
            _ name: String, shape: [Int] = [2, 3], in range: Range<Double> = -1.5..<1.5,
            _ function: @escaping @Sendable (Tensor) -> Tensor
        ) {
            (testDescription, self.shape, self.range, self.function) = (name, shape, range, function)
        }
    }

    private static let other = sample([2, 3], in: 0.5..<2, seed: 21)
    private static let square = sample([3, 3], seed: 22)

    static let elementwise: [Case] = [
        Case("add", { $0 + other }), Case("multiply", { $0 * other }), Case("divide", { $0 / other }),
        Case("divide into", in: 0.5..<2, { other / $0 }), Case("broadcast", shape: [3], { $0 * other }),
        Case("pow", in: 0.5..<2, { $0.pow(2.5) }), Case("pow tensor", in: 0.5..<2, { $0.pow(other) }),
        Case("exp", { $0.exp() }), Case("log", in: 0.5..<2, { $0.log() }), Case("sqrt", in: 0.5..<2, { $0.sqrt() }),
        Case("rsqrt", in: 0.5..<2, { $0.rsqrt() }), Case("sin", { $0.sin() }), Case("atan", { $0.atan() }),
        Case("tanh", { $0.tanh() }), Case("erf", { $0.erf() }), Case("sigmoid", { $0.sigmoid() }),
        Case("gelu", { $0.gelu() }), Case("silu", { $0.silu() }), Case("softplus", { $0.softplus() }),
        Case("elu", { $0.elu() }), Case("leakyRelu", { $0.leakyRelu() }), Case("mish", { $0.mish() }),
        Case("softmax", { $0.softmax(along: 1).squared() }), Case("logSoftmax", { $0.logSoftmax(along: 0).squared() }),
        Case("maximum", { Tensor.maximum($0, other) }), Case("clamped", { $0.clamped(to: -1...1) }),
        Case("choose", { Tensor.choose($0, where: other .> 1, otherwise: $0 * 3) }),
        Case("atan2", { Tensor.atan2($0, other) }), Case("interpolated", { $0.interpolated(to: other, by: 0.2) }),
    ]

    static let reductions: [Case] = [
        Case("mean", { $0.mean(along: 1) }), Case("variance", { $0.variance(along: 1) }),
        Case("deviation", { $0.deviation() }), Case("norm", { $0.norm() }), Case("max", { $0.max(along: 1) }),
        Case("logSumExp", { $0.logSumExp(along: 1) }), Case("product", { $0.product(along: 1) }),
        Case("cumulativeSum", { $0.cumulativeSum(along: 1).squared() }), Case("sorted", { $0.sorted() * other }),
        Case("top", { $0.top(2).values }), Case("median", { $0.median(along: 1).values }),
    ]

    static let shapes: [Case] = [
        Case("permuted", { $0.permuted(1, 0) * other.reshaped(3, 2) }),
        Case("concatenated", { Tensor.concatenated([$0, $0 * 2], along: 1).squared() }),
        Case("padded", { $0.padded([(1, 1), (0, 2)]).squared() }), Case("tiled", { $0.tiled(2, 1).squared() }),
        Case("windows", { $0.windows(of: 2, along: 1).squared() }),
        Case("rolled", { $0.rolled(by: 1, along: 1) * other }),
        Case("gathered", { $0.gathered(along: 1, at: Tensor([2, 2, 0, 1], shape: [2, 2])).squared() }),
        Case("indexSelected", { $0.indexSelected(along: 1, at: Tensor([0, 0, 2])).squared() }),
        Case(
            "scatterAdding",
            { other.scatterAdding($0, along: 1, at: Tensor([0, 0, 1, 2, 2, 2], shape: [2, 3])).squared() }),
        Case("subscript", { $0[0, 1...].squared() }), Case("diagonal", shape: [3, 3], { $0.diagonal().squared() }),
    ]

    static let algebra: [Case] = [
        Case("matmul", { $0.matmul(square).squared() }), Case("einsum", { Tensor.einsum("ij,kj->ik", [$0, square]) }),
        Case("inverse", shape: [3, 3], in: 0..<1, { ($0 + Tensor.eye(3, dtype: .float64) * 3).inverse() }),
        Case("solve", shape: [3, 3], in: 0..<1, { ($0 + Tensor.eye(3, dtype: .float64) * 3).solve(square) }),
        Case("cholesky", shape: [3, 3], { ($0.matmul($0.transposed()) + Tensor.eye(3, dtype: .float64)).cholesky() }),
        Case("determinant", shape: [3, 3], { $0.determinant() }), Case("svd", shape: [3, 2], { $0.svd().values }),
        Case("logDeterminant", shape: [3, 3], { $0.logDeterminant().logarithm }),
        Case("qr", shape: [3, 3], { $0.qr().r.abs() }),
        Case("symmetricEigen", shape: [3, 3], { ($0 + $0.transposed()).symmetricEigen().values }),
        Case("crossDistance", { $0.crossDistance(to: square) }), Case("outer", shape: [3], { $0.outer($0) }),
        Case("realFFT", shape: [6], { $0.realFFT(along: 0).squared() }),
        Case("matrixExp", shape: [3, 3], { $0.matrixExp() }),
    ]

    /// A sum with uneven weights, so that errors of opposite sign do not cancel.
    private func number(_ result: Tensor) -> Tensor {
        (result * sample(result.shape, in: 0.5..<1.5, seed: 99)).sum()
    }

    @Test(arguments: elementwise + reductions + shapes + algebra)
    func agreesWithDifferences(_ operation: Case) {
        let x = sample(operation.shape, in: operation.range, seed: 11)
        let leaf = x.recordingGradients()
        let slope = gradients(of: number(operation.function(leaf)), withRespectTo: [leaf])[0]
        let values = x.doubles(), step = 1e-6
        let differences = values.indices.map { place in
            let ends = [-step, step].map { change in
                var moved = values
                moved[place] += change
                return number(operation.function(Tensor(moved, shape: x.shape))).item()
            }
            return (ends[1] - ends[0]) / (2 * step)
        }
        expectClose(slope, differences, shape: x.shape, within: 2e-6)
    }
}
