import FrugalNN
import FrugalTensor
import Testing

/// What other modules rely on: steps inside steps, and lower precision.
@Suite struct InnerLoopTests {
    private func network() -> Sequential {
        var stream = RandomStream(seed: 3)
        return Sequential {
            Conv2d(1, 2, kernel: 3, padding: 1, using: &stream)
            BatchNorm(2)
            ReLU()
            MaxPool2d(2)
            Flatten()
            Linear(8, 3, using: &stream)
        }
    }

    @Test("The gradient through a training step is its slope: convolution, normalisation, pooling and all")
    func secondOrder() {
        let model = network().to(.float64)
        let images = sample([4, 1, 4, 4]), labels = Tensor([0, 1, 2, 1])
        let error = gradientError(model.parameters) { values in
            var slow = model
            slow.parameters = values.map { $0.requiresGradient ? $0 : $0.recordingGradients() }
            let pass = Pass(isTraining: true, normalization: .batchOnly, random: RandomStream(seed: 1))
            let weights = slow.parameters
            let inner = gradients(
                of: crossEntropy(slow(images, pass), labels), withRespectTo: weights, createGraph: true)
            var fast = slow
            fast.parameters = zip(weights, inner).map { $0 - $1 * 0.4 }
            return crossEntropy(fast(images, pass), labels)
        }
        #expect(error < 1e-4)
    }

    @Test("In bfloat16 results stay near, and parameters, gradients and statistics stay float32")
    func autocast() {
        var stream = RandomStream(seed: 1)
        let conv4 = Conv4(channels: 1, size: 16, classes: 3, width: 8, using: &stream)
        let images = Tensor.normal([8, 1, 16, 16], using: &stream), labels = Tensor((0..<8).map { $0 % 3 })
        func step(_ model: Conv4, _ pass: Pass) -> (value: Tensor, gradients: Gradients) {
            valueWithGradients(at: model) { crossEntropy($0(images, pass), labels) }
        }
        let exact = step(conv4, .training(stream))
        let pass = Pass.training(stream)
        let rough = withAutocast { step(conv4, pass) }
        #expect((exact.value.item() - rough.value.item()).magnitude < 0.1)
        #expect(rough.gradients.values.allSatisfy { $0?.dtype == .float32 })
        var followed = conv4
        followed.absorb(pass)
        #expect(followed.backbone.blocks[0].norm.runningMean.dtype == .float32)

        let sequence = Tensor.normal([5, 2, 6], using: &stream)
        let layers: [any Layer] = [
            LSTM(6, 6, shape: .init(layers: 2), using: &stream), GRU(6, 6, using: &stream),
            TransformerBlock(6, heads: 2, using: &stream), LayerNorm(6), Linear(6, 4, using: &stream),
            Sequential([Linear(6, 6, using: &stream), LSTM(6, 6, using: &stream)]),
        ]
        for layer in layers {
            let near = withAutocast { layer(sequence, .evaluation) }
            #expect(distance(near.doubles(), layer(sequence, .evaluation).doubles()) < 0.1)
        }
    }
}
