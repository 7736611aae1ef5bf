import Foundation
import FrugalTensor
import Testing

/// Random numbers repeat with their seed, and look like what they claim to be.
struct RandomTests {
    @Test func theSameSeedGivesTheSameNumbers() {
        func draw(_ seed: UInt64) -> [Double] {
            var stream = RandomStream(seed: seed)
            let parts = [
                Tensor.uniform([5], using: &stream), .normal([5], using: &stream),
                .integers([5], in: 0..<100, using: &stream), .bernoulli([5], probability: 0.5, using: &stream),
                .permutation(5, using: &stream), .multinomial(Tensor.ones([4]), samples: 3, using: &stream),
            ]
            return parts.flatMap { $0.doubles() }
        }
        #expect(draw(3) == draw(3))
        #expect(draw(3) != draw(4))
    }

    @Test func drawsDifferFromOneAnother() {
        var stream = RandomStream(seed: 1)
        #expect(Tensor.uniform([5], using: &stream).doubles() != Tensor.uniform([5], using: &stream).doubles())
    }

    @Test func splittingAndNaming() {
        var a = RandomStream(seed: 1), b = RandomStream(seed: 1)
        var left = a.split(), right = b.split()
        #expect(left.next() == right.next())
        #expect(a.next() == b.next())
        var weights = RandomStream(seed: 1).named("weights"), again = RandomStream(seed: 1).named("weights")
        var order = RandomStream(seed: 1).named("order")
        let first = weights.next()
        #expect(first == again.next() && first != order.next())
    }

    @Test func aSplitIsIndependentOfItsParent() {
        var parent = RandomStream(seed: 9)
        var child = parent.split()
        let n = 20_000
        let a = Tensor.normal([n], dtype: .float64, using: &parent),
            b = Tensor.normal([n], dtype: .float64, using: &child)
        // The correlation of independent samples is within four standard errors of zero.
        #expect(abs((a * b).mean().item()) < 4 / Double(n).squareRoot())
    }

    @Test func moments() {
        var stream = RandomStream(seed: 5)
        let n = 40_000
        let uniform = Tensor.uniform([n], in: -1..<3, dtype: .float64, using: &stream)
        #expect(abs(uniform.mean().item() - 1) < 0.03 && abs(uniform.variance().item() - 16.0 / 12) < 0.03)
        #expect(uniform.min().item() >= -1 && uniform.max().item() < 3)
        let normal = Tensor.normal([n], mean: 2, deviation: 3, dtype: .float64, using: &stream)
        #expect(abs(normal.mean().item() - 2) < 0.08 && abs(normal.deviation().item() - 3) < 0.08)
        let coin = Tensor.bernoulli([n], probability: 0.3, using: &stream)
        #expect(abs(coin.mean().item() - 0.3) < 0.02 && coin.unique().values.doubles() == [0, 1])
        let dice = Tensor.integers([n], in: 1..<7, using: &stream)
        #expect(dice.unique().values.ints() == [1, 2, 3, 4, 5, 6])
        #expect(Tensor.permutation(50, using: &stream).sorted().ints() == Array(0..<50))
        let drawn = Tensor.multinomial(Tensor([1.0, 0, 3] as [Double]), samples: n, using: &stream).binCounts()
        #expect(drawn.ints()[1] == 0 && abs(Double(drawn.ints()[2]) / Double(n) - 0.75) < 0.02)
    }

    @Test func aStreamSurvivesCoding() throws {
        var stream = RandomStream(seed: 8)
        _ = stream.next()
        var copy = try JSONDecoder().decode(RandomStream.self, from: JSONEncoder().encode(stream))
        #expect(copy.next() == stream.next())
    }
}
