import FrugalNN
import FrugalTensor
import Testing

/// What a trace keeps of a pass.
@Suite struct LayerTraceTests {
    private func network() -> Sequential {
        var random = RandomStream(seed: 1)
        return Sequential([
            ConvBlock(1, 3, using: &random), Sequential([GlobalAveragePool(), Dropout(0.5)]),
            Linear(3, 2, using: &random),
        ])
    }

    /// Inner layers stand before the one that is made of them; a block that is fused for speed is taken apart.
    @Test func everyLayerIsNotedAfterItsParts() {
        var random = RandomStream(seed: 2)
        let network = network()
        let x = Tensor.normal([2, 1, 8, 8], using: &random)
        let (output, steps) = network.traced(x)
        #expect(
            steps.map(\.output.shape) == [
                [2, 3, 8, 8], [2, 3, 8, 8], [2, 3, 4, 4], [2, 3], [2, 3], [2, 3], [2, 2], [2, 2],
            ])
        #expect(steps[0].input.isSame(as: x) && steps[1].input.isSame(as: steps[0].output))
        #expect(steps[6].input.isSame(as: steps[5].output) && steps[7].output.isSame(as: output))
        // The fused block computes the same.
        let plain = network(x, .evaluation)
        #expect((plain - output).abs().max().item() < 1e-5)
    }

    /// What is kept is the computation itself: the derivative by an inner map is the one by hand.
    @Test func gradientsReachInnerOutputs() {
        var random = RandomStream(seed: 3)
        let network = network()
        let x = Tensor.normal([1, 1, 8, 8], using: &random).recordingGradients()
        let (scores, steps) = withGradients(true) { network.traced(x) }
        let gradient = gradients(
            of: scores.narrowed(along: 1, from: 1, length: 1).sum(), withRespectTo: [steps[2].output])
        let weight = network.parameters[network.parameters.count - 2]
        // A mean over 16 places, then a row of the weight.
        let expected = weight[1].reshaped(1, 3, 1, 1).expanded(to: [1, 3, 4, 4]) / 16
        #expect((gradient[0] - expected).abs().max().item() < 1e-6)
    }
}
