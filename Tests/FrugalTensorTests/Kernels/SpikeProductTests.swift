import FrugalTensor
import FrugalTesting
import Testing

/// Weights added up where there is a spike, against the product.
@Suite struct SpikeProductTests {
    /// Inputs and outputs that do and do not fill the blocks of the loops, and long and short lists.
    @Test(arguments: [(600, 320, 64), (700, 131, 250), (4500, 40, 100), (300, 900, 130)], [0.0, 0.03, 0.2, 0.6])
    func `results and gradients are those of the product`(_ size: (Int, Int, Int), share: Double) {
        let (rows, inputs, outputs) = size
        var random = RandomStream(seed: 2)
        let spikes = Tensor.bernoulli([rows / 2, 2, inputs], probability: share, using: &random)
        let weight = Tensor.normal([outputs, inputs], using: &random)
        let bias = Tensor.normal([outputs], using: &random)
        let seed = Tensor.normal([rows / 2, 2, outputs], using: &random)
        func run(_ layer: (Tensor, Tensor, Tensor) -> Tensor) -> [Tensor] {
            let leaves = [spikes, weight, bias].map { $0.recordingGradients() }
            let result = layer(leaves[0], leaves[1], leaves[2])
            return [result] + gradients(of: (result * seed).sum(), withRespectTo: leaves)
        }
        let ours = run { $0.spikeLinear(weight: $1, bias: $2) }, theirs = run { $0.linear(weight: $1, bias: $2) }
        for (one, other) in zip(ours, theirs) { #expect(relativeDistance(one, other) < 1e-5) }
        let plain = withoutGradients { spikes.spikeLinear(weight: weight) }
        #expect(relativeDistance(plain, spikes.linear(weight: weight)) < 1e-5)
    }

    @Test func `what is not all zeros and ones is multiplied`() {
        var random = RandomStream(seed: 2)
        var numbers = Tensor.bernoulli([600, 320], probability: 0.1, using: &random)
        let weight = Tensor.normal([100, 320], using: &random)
        numbers = numbers * 2
        #expect(relativeDistance(numbers.spikeLinear(weight: weight), numbers.linear(weight: weight)) < 1e-6)
        let broken = numbers / 0
        #expect(!broken.spikeLinear(weight: weight).isFinite().all().bools()[0])
    }

    /// Additions are what the ledger counts.
    @Test func `only spikes cost`() {
        let weight = Tensor.ones([100, 320])
        var spikes = Tensor.zeros([600, 320])
        spikes[0..<600, 7] = Tensor.ones([600])
        let cost = CostLedger.measure { _ = spikes.spikeLinear(weight: weight) }.cost
        #expect(cost.multiplyAdds == 600 * 100)
    }

    @Test func `gradients can be differentiated again`() {
        var random = RandomStream(seed: 3)
        let spikes = Tensor.bernoulli([600, 320], probability: 0.1, using: &random)
        func second(_ layer: (Tensor) -> Tensor, _ weight: Tensor) -> Tensor {
            let leaf = weight.recordingGradients()
            let first = gradients(of: layer(leaf).pow(3).sum(), withRespectTo: [leaf], createGraph: true)[0]
            return gradients(of: first.squared().sum(), withRespectTo: [leaf])[0]
        }
        let weight = Tensor.normal([100, 320], deviation: 0.1, using: &random)
        #expect(
            relativeDistance(
                second({ spikes.spikeLinear(weight: $0) }, weight), second({ spikes.linear(weight: $0) }, weight))
                < 1e-4)
    }
}
