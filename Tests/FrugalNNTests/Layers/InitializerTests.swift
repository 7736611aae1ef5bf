import FrugalNN
import FrugalTensor
import Testing

@Suite struct InitializerTests {
    private let shape = [64, 32, 3, 3]

    private func moments(_ initializer: Initializer) -> (deviation: Double, largest: Double, mean: Double) {
        var stream = RandomStream(seed: 1)
        let values = initializer(shape, dtype: .float64, using: &stream)
        return (
            values.squared().mean().item().squareRoot(), values.abs().max().item(), values.mean().item()
        )
    }

    @Test("Deviations and bounds are those of the papers")
    func formulas() {
        let inputs = 32.0 * 9, outputs = 64.0 * 9
        let expected: [(Initializer, Double)] = [
            (.kaimingUniform(), (2 / inputs).squareRoot()),
            (.kaimingNormal(over: .outputs), (2 / outputs).squareRoot()),
            (.kaimingNormal(gain: .tanh), 5 / 3 / inputs.squareRoot()),
            (.xavierUniform(), (2 / (inputs + outputs)).squareRoot()),
            (.xavierNormal(gain: .factor(3)), 3 * (2 / (inputs + outputs)).squareRoot()),
            (.normal(deviation: 0.5), 0.5),
            (.uniform(bound: 0.3), 0.3 / 3.0.squareRoot()),
            (.standard, (1 / inputs / 3).squareRoot()),
            // A normal cut at two deviations.
            (.truncatedNormal(deviation: 0.02), 0.02 * 0.8796),
        ]
        for (initializer, deviation) in expected {
            let found = moments(initializer)
            #expect((found.deviation / deviation - 1).magnitude < 0.02, "\(initializer)")
            #expect(found.mean.magnitude < 0.03 * deviation, "\(initializer)")
        }
        #expect(moments(.standard).largest <= 1 / inputs.squareRoot())
        #expect(moments(.truncatedNormal(deviation: 0.02)).largest <= 0.04)
        #expect(moments(.constant(3)).mean == 3)
        #expect(moments(.zeros).largest == 0 && moments(.ones).deviation == 1)
    }

    @Test("Orthogonal rows or columns, whichever are fewer", arguments: [[6, 4], [4, 6], [5, 2, 3]])
    func orthogonal(_ shape: [Int]) {
        var stream = RandomStream(seed: 1)
        let drawn = Initializer.orthogonal(gain: .factor(2))(shape, dtype: .float64, using: &stream)
        let m = drawn.flattened(from: 1)
        let gram = m.shape[0] < m.shape[1] ? m.matmul(m.transposed()) : m.transposed().matmul(m)
        let expected = Tensor.eye(min(m.shape[0], m.shape[1]), dtype: .float64) * 4
        #expect(distance(gram.doubles(), expected.doubles()) < 1e-12)
    }

    @Test("The same seed gives the same layer, and layers draw from one stream in turn")
    func seeds() {
        var a = RandomStream(seed: 7), b = RandomStream(seed: 7)
        let first = Linear(5, 4, using: &a), same = Linear(5, 4, using: &b), next = Linear(5, 4, using: &a)
        #expect(first.weight.floats() == same.weight.floats())
        #expect(first.bias?.floats() == same.bias?.floats())
        #expect(first.weight.floats() != next.weight.floats())
    }

    @Test("What cannot be drawn is an error")
    func misuse() {
        var stream = RandomStream(seed: 1)
        let wrong: [(Initializer, [Int])] = [
            (.uniform(bound: .nan), [2]), (.truncatedNormal(deviation: .nan), [2]),
            (.truncatedNormal(deviation: -1), [2]), (.orthogonal(), [3]), (.standard, [-1, 2]),
            (.standard, [.max, .max, 4]),
        ]
        for (initializer, shape) in wrong {
            #expect(throws: TensorError.self, "\(initializer)") {
                try Tensor.checking { initializer(shape, using: &stream) }
            }
        }
    }
}
