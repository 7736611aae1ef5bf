import Foundation
import FrugalNN
import FrugalTensor
import Testing

@Suite struct AttentionTests {
    /// `softmax(q kᵀ scale + mask) v` for one head, row by row.
    private func slow(_ q: Plain, _ k: Plain, _ v: Plain, scale: Double, _ added: (Int, Int) -> Double) -> [Double] {
        (0..<q.shape[0]).flatMap { row in
            let scores = (0..<k.shape[0]).map { column in
                (0..<q.shape[1]).reduce(0) { $0 + q[row, $1] * k[column, $1] } * scale + added(row, column)
            }
            let powers = scores.map { exp($0 - (scores.max() ?? 0)) }
            let total = powers.reduce(0, +)
            return (0..<v.shape[1]).map { c in powers.indices.reduce(0) { $0 + powers[$1] * v[$1, c] } / total }
        }
    }

    @Test("Attention is its definition: plain, masked both ways, causal")
    func definition() {
        let q = sample([4, 3]), k = sample([5, 3], seed: 2), v = sample([5, 2], seed: 3)
        func found(_ mask: Tensor? = nil, causal: Bool = false, scale: Double? = nil, twice: Bool = false) -> [Double] {
            let lifted = [q, k, v].map { $0.reshaped([1, 1] + $0.shape) }
            return lifted[0].attention(
                key: lifted[1], value: lifted[2], mask: mask, isCausal: causal, scale: scale,
                isTwiceDifferentiable: twice
            ).doubles()
        }
        let root = 1 / 3.0.squareRoot()
        let plain = slow(Plain(q), Plain(k), Plain(v), scale: root) { _, _ in 0 }
        #expect(distance(found(), plain) < 1e-12)
        #expect(distance(found(twice: true), plain) < 1e-12)
        #expect(distance(found(scale: 2), slow(Plain(q), Plain(k), Plain(v), scale: 2) { _, _ in 0 }) < 1e-12)

        let added = sample([4, 5], seed: 4)
        let masked = slow(Plain(q), Plain(k), Plain(v), scale: root) { Plain(added)[$0, $1] }
        #expect(distance(found(added), masked) < 1e-12)
        let seen = added .> 0
        let hidden = slow(Plain(q), Plain(k), Plain(v), scale: root) { Plain(added)[$0, $1] > 0 ? 0 : -.infinity }
        #expect(distance(found(seen), hidden) < 1e-12)
        let causal = slow(Plain(q), Plain(k), Plain(v), scale: root) { $1 <= $0 ? 0 : -.infinity }
        #expect(distance(found(causal: true), causal) < 1e-12)
    }

    @Test("Gradients are slopes, and so are those of the gradients")
    func slopes() {
        let list = [sample([1, 1, 3, 2]), sample([1, 1, 4, 2], seed: 2), sample([1, 1, 4, 2], seed: 3)]
        #expect(gradientError(list) { $0[0].attention(key: $0[1], value: $0[2], isCausal: true) } < 1e-6)
        let second = gradientError(list) { t in
            let q = t[0].requiresGradient ? t[0] : t[0].recordingGradients()
            let output = q.attention(key: t[1], value: t[2], isTwiceDifferentiable: true)
            return gradients(of: output.squared().sum(), withRespectTo: [q], createGraph: true)[0]
        }
        #expect(second < 1e-5)
    }

    @Test("Heads are attentions over slices, and dropout draws from the pass")
    func heads() {
        var stream = RandomStream(seed: 2)
        let layer = MultiHeadAttention(6, heads: 2, dropout: 0.5, using: &stream).to(.float64)
        let x = sample([2, 4, 6])
        let projected = x.linear(weight: layer.inputWeight, bias: layer.inputBias)
        let slices = (0..<2).map { head in
            let parts = (0..<3).map { part in
                projected.narrowed(along: 2, from: part * 6 + head * 3, length: 3)
            }
            return parts[0].attention(key: parts[1], value: parts[2])
        }
        let expected = layer.output(.concatenated(slices, along: 2), .evaluation)
        #expect(distance(layer(x, .evaluation).doubles(), expected.doubles()) < 1e-12)
        // Query and key apart take the other path through the projections.
        let apart = layer(query: x, key: x.clone(), value: x.clone(), .evaluation)
        #expect(distance(apart.doubles(), expected.doubles()) < 1e-12)

        let one = layer(x, .training(RandomStream(seed: 1))).doubles()
        #expect(one == layer(x, .training(RandomStream(seed: 1))).doubles())
        #expect(one != layer(x, .training(RandomStream(seed: 2))).doubles())
        #expect(one != expected.doubles())
    }

    @Test("Dropped attention keeps its expectation")
    func expectation() {
        let list = [sample([1, 1, 2, 2]), sample([1, 1, 3, 2], seed: 2), sample([1, 1, 3, 2], seed: 3)]
        var stream = RandomStream(seed: 1)
        var sum = Tensor.zeros([1, 1, 2, 2], dtype: .float64)
        for _ in 0..<4000 {
            sum = sum + list[0].attention(key: list[1], value: list[2], dropout: 0.3, using: &stream)
        }
        let plain = list[0].attention(key: list[1], value: list[2])
        #expect(distance((sum / 4000).doubles(), plain.doubles()) < 0.06)
    }

    @Test("Misuse is an error")
    func misuse() {
        var stream = RandomStream(seed: 2)
        let layer = MultiHeadAttention(6, heads: 4, using: &stream)
        #expect(throws: TensorError.self) { try Tensor.checking { layer(.zeros([2, 4, 6]), .evaluation) } }
        let none = MultiHeadAttention(6, heads: 0, using: &stream)
        #expect(throws: TensorError.self) { try Tensor.checking { none(.zeros([2, 4, 6]), .evaluation) } }
        let good = MultiHeadAttention(6, heads: 2, using: &stream)
        #expect(throws: TensorError.self) { try Tensor.checking { good(.zeros([4, 6]), .evaluation) } }
        #expect(throws: TensorError.self) { try Tensor.checking { good(.zeros([2, 4, 5]), .evaluation) } }
    }
}
