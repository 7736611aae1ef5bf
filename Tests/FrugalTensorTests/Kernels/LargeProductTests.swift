import FrugalTensor
import FrugalTesting
import Testing

/// Large products go to another library than small ones: both must be as precise as float32 is.
@Suite("Large matrix products")
struct LargeProductTests {
    static let shapes = [[128, 784, 120], [7, 3, 5], [300, 200, 301], [1, 1 << 20, 1], [64, 256, 1024]]

    @Test(arguments: shapes)
    func areAsPreciseAsFloat32(shape: [Int]) {
        var random = RandomStream(seed: 1)
        let a = Tensor.normal([shape[0], shape[1]], using: &random),
            b = Tensor.normal([shape[1], shape[2]], using: &random)
        let exact = a.to(.float64).matmul(b.to(.float64))
        // The length a product of random signs has on average: one number may by chance be much smaller, its error not.
        let length = (a.norm() * b.norm()).doubles()[0] / Double(shape[1]).squareRoot()
        // Transposed operands take the same road.
        let turned = b.transposed(0, 1).contiguous().transposed(0, 1)
        for product in [a.matmul(b), a.matmul(turned)] {
            #expect((product.to(.float64) - exact).norm().doubles()[0] < 2e-6 * length)
        }
    }

    @Test(arguments: [false, true])
    func linearAgreesWithItsFormula(hasBias: Bool) {
        var random = RandomStream(seed: 2)
        let x = Tensor.normal([6, 50, 200], using: &random).recordingGradients()
        let weight = Tensor.normal([300, 200], using: &random).recordingGradients()
        let bias = Tensor.normal([300], using: &random).recordingGradients()
        let seed = Tensor.normal([6, 50, 300], using: &random)
        let output = x.linear(weight: weight, bias: hasBias ? bias : nil)
        let (wide, tall) = (x.to(.float64), weight.to(.float64).transposed(0, 1))
        let formula = wide.matmul(tall) + (hasBias ? bias.to(.float64) : Tensor(0, dtype: .float64))
        #expect(relativeDistance(output, formula) < 2e-6)
        let inputs = hasBias ? [x, weight, bias] : [x, weight]
        let ours = gradients(of: output, withRespectTo: inputs, seed: seed)
        let theirs = gradients(of: formula, withRespectTo: inputs, seed: seed.to(.float64))
        for (our, their) in zip(ours, theirs) { #expect(relativeDistance(our, their) < 2e-6) }
    }

    @Test func giveSecondDerivatives() {
        var random = RandomStream(seed: 3)
        let a = Tensor.normal([200, 150], using: &random).recordingGradients()
        let b = Tensor.normal([150, 180], using: &random).recordingGradients()
        func second(_ a: Tensor, _ b: Tensor, _ inputs: [Tensor]) -> [Tensor] {
            let first = gradients(of: a.matmul(b).tanh().sum(), withRespectTo: inputs, createGraph: true)
            return gradients(of: (first[0] * first[0]).mean(), withRespectTo: inputs)
        }
        let exact = second(a.to(.float64), b.to(.float64), [a, b])
        for (our, their) in zip(second(a, b, [a, b]), exact) { #expect(relativeDistance(our, their) < 1e-4) }
    }

    @Test func mismatchIsAnError() {
        #expect(throws: TensorError.self) {
            try Tensor.checking { Tensor.zeros([300, 200]).matmul(Tensor.zeros([100, 300])) }
        }
        #expect(throws: TensorError.self) {
            try Tensor.checking { Tensor.zeros([300, 200]).linear(weight: Tensor.zeros([100, 300])) }
        }
    }
}
