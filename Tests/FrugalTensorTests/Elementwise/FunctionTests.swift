import Foundation
import FrugalTensor
import Testing

/// Functions of one number, each against the C library's or its formula.
struct FunctionTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let range: Range<Double>
        let tensor: @Sendable (Tensor) -> Tensor
        let number: @Sendable (Double) -> Double

        init(
            _ name: String, in range: Range<Double> = -3..<3, _ tensor: @escaping @Sendable (Tensor) -> Tensor,
            _ number: @escaping @Sendable (Double) -> Double
        ) {
            (testDescription, self.range, self.tensor, self.number) = (name, range, tensor, number)
        }
    }

    static let powers: [Case] = [
        Case("exp", { $0.exp() }, { exp($0) }),
        Case("exp2", { $0.exp2() }, { exp2($0) }),
        Case("expm1", { $0.expm1() }, { expm1($0) }),
        Case("log", in: 0.1..<9, { $0.log() }, { log($0) }),
        Case("log2", in: 0.1..<9, { $0.log2() }, { log2($0) }),
        Case("log10", in: 0.1..<9, { $0.log10() }, { log10($0) }),
        Case("log1p", in: -0.9..<3, { $0.log1p() }, { log1p($0) }),
        Case("sqrt", in: 0..<9, { $0.sqrt() }, { $0.squareRoot() }),
        Case("rsqrt", in: 0.1..<9, { $0.rsqrt() }, { 1 / $0.squareRoot() }),
        Case("squared", { $0.squared() }, { $0 * $0 }),
        Case("pow", in: 0.1..<3, { $0.pow(1.7) }, { pow($0, 1.7) }),
        Case("scalar pow", { Tensor.pow(2.5, $0) }, { pow(2.5, $0) }),
        Case("abs", { $0.abs() }, { abs($0) }),
        Case("sign", { $0.sign() }, { $0 > 0 ? 1 : $0 < 0 ? -1 : 0 }),
        Case("reciprocal", in: 0.1..<3, { $0.reciprocal() }, { 1 / $0 }),
        Case("negate", { -$0 }, { -$0 }),
    ]

    static let angles: [Case] = [
        Case("sin", { $0.sin() }, { sin($0) }),
        Case("cos", { $0.cos() }, { cos($0) }),
        Case("tan", in: -1..<1, { $0.tan() }, { tan($0) }),
        Case("asin", in: -1..<1, { $0.asin() }, { asin($0) }),
        Case("acos", in: -1..<1, { $0.acos() }, { acos($0) }),
        Case("atan", { $0.atan() }, { atan($0) }),
        Case("sinh", { $0.sinh() }, { sinh($0) }),
        Case("cosh", { $0.cosh() }, { cosh($0) }),
        Case("tanh", { $0.tanh() }, { tanh($0) }),
        Case("asinh", { $0.asinh() }, { asinh($0) }),
        Case("acosh", in: 1..<5, { $0.acosh() }, { acosh($0) }),
        Case("atanh", in: -0.9..<0.9, { $0.atanh() }, { atanh($0) }),
    ]

    static let others: [Case] = [
        Case("erf", { $0.erf() }, { erf($0) }),
        Case("erfc", { $0.erfc() }, { erfc($0) }),
        Case("inverseErf", in: -1.5..<1.5, { $0.erf().inverseErf() }, { $0 }),
        Case("logGamma", in: 0.1..<5, { $0.logGamma() }, { log(tgamma($0)) }),
        Case("digamma", in: 0.5..<5, { $0.digamma() }, { (log(tgamma($0 + 1e-5)) - log(tgamma($0 - 1e-5))) / 2e-5 }),
        Case("floor", { $0.floor() }, { $0.rounded(.down) }),
        Case("ceil", { $0.ceil() }, { $0.rounded(.up) }),
        Case("rounded", { $0.rounded() }, { $0.rounded(.toNearestOrEven) }),
        Case("truncated", { $0.truncated() }, { $0.rounded(.towardZero) }),
        Case("clamped", { $0.clamped(to: -1...0.5) }, { min(0.5, max(-1, $0)) }),
        Case("clamped below", { $0.clamped(min: -1) }, { max(-1, $0) }),
        Case("clamped above", { $0.clamped(max: 1) }, { min(1, $0) }),
        Case("clamped nowhere", { $0.clamped() }, { $0 }),
        Case("remainder", { $0 % 0.7 }, { $0 - 0.7 * ($0 / 0.7).rounded(.down) }),
        Case("add", { $0 + 2 }, { $0 + 2 }),
        Case("add left", { 2 + $0 }, { $0 + 2 }),
        Case("subtract", { $0 - 2 }, { $0 - 2 }),
        Case("subtract left", { 2 - $0 }, { 2 - $0 }),
        Case("multiply", { $0 * 3 }, { $0 * 3 }),
        Case("multiply left", { 3 * $0 }, { $0 * 3 }),
        Case("divide", { $0 / 3 }, { $0 / 3 }),
        Case("divide left", in: 0.1..<3, { 3 / $0 }, { 3 / $0 }),
    ]

    static let activations: [Case] = [
        Case("relu", { $0.relu() }, { max(0, $0) }),
        Case("relu6", in: -9..<9, { $0.relu6() }, { min(6, max(0, $0)) }),
        Case("leakyRelu", { $0.leakyRelu(slope: 0.2) }, { $0 > 0 ? $0 : 0.2 * $0 }),
        Case("elu", { $0.elu(alpha: 1.3) }, { $0 > 0 ? $0 : 1.3 * (exp($0) - 1) }),
        Case("selu", { $0.selu() }, { 1.0507009873554805 * ($0 > 0 ? $0 : 1.6732632423543772 * (exp($0) - 1)) }),
        Case("gelu", { $0.gelu() }, { $0 * 0.5 * (1 + erf($0 / 2.0.squareRoot())) }),
        Case(
            "gelu tanh", { $0.gelu(approximate: true) },
            { $0 * 0.5 * (1 + tanh((2 / Double.pi).squareRoot() * ($0 + 0.044715 * $0 * $0 * $0))) }),
        Case("silu", { $0.silu() }, { $0 / (1 + exp(-$0)) }),
        Case("mish", { $0.mish() }, { $0 * tanh(log1p(exp($0))) }),
        Case("softplus", { $0.softplus(sharpness: 2) }, { log1p(exp(2 * $0)) / 2 }),
        Case("sigmoid", { $0.sigmoid() }, { 1 / (1 + exp(-$0)) }),
        Case("logSigmoid", { $0.logSigmoid() }, { -log1p(exp(-$0)) }),
        Case("hardSigmoid", in: -5..<5, { $0.hardSigmoid() }, { min(6, max(0, $0 + 3)) / 6 }),
        Case("hardSwish", in: -5..<5, { $0.hardSwish() }, { $0 * min(6, max(0, $0 + 3)) / 6 }),
    ]

    @Test(arguments: powers + angles + others + activations)
    func agreesWithTheFormula(_ function: Case) {
        let x = sample([3, 5], in: function.range)
        expectClose(function.tensor(x), x.doubles().map(function.number), shape: [3, 5], within: 2e-7)
    }

    @Test func softmaxSumsToOneAlongItsDimension() {
        let x = sample([2, 3, 2])
        let values = x.doubles()
        for (dimension, stride) in [(0, 6), (1, 2), (-1, 1)] {
            let length = x.size(of: dimension)
            var expected = values.map { exp($0) }
            for start in values.indices where start / stride % length == 0 {
                let line = (0..<length).map { start + $0 * stride }
                let total = line.reduce(0) { $0 + exp(values[$1]) }
                for i in line { expected[i] /= total }
            }
            expectClose(x.softmax(along: dimension), expected)
            expectClose(x.logSoftmax(along: dimension), expected.map { log($0) })
        }
    }

    @Test func replacesWhatIsNotFinite() {
        let x = Tensor([1, Double.nan, .infinity, -.infinity])
        expectClose(x.replacingNonFinite(nan: 5, positive: 6, negative: 7), [1, 5, 6, 7])
        #expect(x.isNaN().bools() == [false, true, false, false])
        #expect(x.isFinite().bools() == [true, false, false, false])
        #expect(x.isInfinite().bools() == [false, false, true, true])
    }

    @Test func numbersKeepTheTypeOfTheTensor() {
        #expect((Tensor([1, 2, 3]) + 1).dtype == .int64)
        #expect((Tensor([1, 2, 3]) * 0.5).dtype == .float32)
        #expect((Tensor([1.5] as [Double]) * 2).dtype == .float64)
        #expect((Tensor.ones([2], dtype: .bfloat16) * 2).dtype == .bfloat16)
        #expect((Tensor([1, 2]) / 2).dtype == .float32)
        #expect((Tensor([1.0] as [Float]) + .infinity).item() == .infinity)
    }
}
