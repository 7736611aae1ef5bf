import FrugalNN
import FrugalTensor
import Testing

@Suite struct SimpleLayerTests {
    @Test("A dense layer is x Wᵀ + b over the last dimension, and its gradients are slopes")
    func linear() {
        let x = sample([2, 3, 4]), w = sample([5, 4], seed: 2), b = sample([5], seed: 3)
        let y = Plain(x.linear(weight: w, bias: b))
        #expect(y.shape == [2, 3, 5])
        for (n, t, o) in [(0, 0, 0), (1, 2, 4), (0, 1, 3)] {
            let expected = (0..<4).reduce(Plain(b)[o]) { $0 + Plain(x)[n, t, $1] * Plain(w)[o, $1] }
            #expect((y[n, t, o] - expected).magnitude < 1e-12)
        }
        #expect(gradientError([x, w, b]) { $0[0].linear(weight: $0[1], bias: $0[2]) } < 1e-7)
        #expect(gradientError([x, w]) { $0[0].linear(weight: $0[1]) } < 1e-7)
        let message = #expect(throws: TensorError.self) {
            var stream = RandomStream(seed: 1)
            let layer = Linear(4, 2, using: &stream)
            _ = try Tensor.checking { layer(.zeros([3, 5]), .evaluation) }
        }
        #expect(message?.description.contains("[3, 5]") == true)
    }

    @Test("The gradient of a dense layer's gradient is its slope")
    func secondOrder() {
        let error = gradientError([sample([3, 2]), sample([4, 2], seed: 2)]) { t in
            let w = t[1].requiresGradient ? t[1] : t[1].recordingGradients()
            let loss = t[0].linear(weight: w).tanh().squared().sum()
            return gradients(of: loss, withRespectTo: [w], createGraph: true)[0]
        }
        #expect(error < 1e-6)
    }

    @Test("An embedding looks rows up; its padding stays zero and gets no gradient")
    func embedding() {
        var stream = RandomStream(seed: 1)
        let layer = Embedding(5, 3, padding: 2, using: &stream)
        let indices = Tensor([0, 2, 4, 0], shape: [2, 2])
        let rows = Plain(layer(indices, .evaluation)), table = Plain(layer.weight)
        #expect(rows.shape == [2, 2, 3])
        for c in 0..<3 {
            #expect(rows[0, 0, c] == table[0, c] && rows[1, 0, c] == table[4, c])
            #expect(rows[0, 1, c] == 0)
        }
        let result = valueWithGradients(at: layer) { $0(indices, .evaluation).sum() }
        #expect(result.gradients.values[0]?.doubles() == [2, 2, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1])
        #expect(throws: TensorError.self) { try Tensor.checking { layer(Tensor([5]), .evaluation) } }
        #expect(throws: TensorError.self) { try Tensor.checking { layer(Tensor([0.5]), .evaluation) } }
    }

    @Test("Dropout drops its share, scales the rest, and rests in evaluation")
    func dropout() {
        let layer = Dropout(0.25)
        let x = Tensor.ones([100, 100])
        let values = layer(x, .training(RandomStream(seed: 1))).floats()
        let kept = values.filter { $0 != 0 }
        #expect(kept.allSatisfy { ($0 - 4.0 / 3).magnitude < 1e-6 })
        #expect((Double(kept.count) / 10_000 - 0.75).magnitude < 0.02)
        #expect(values == layer(x, .training(RandomStream(seed: 1))).floats())
        #expect(layer(x, .evaluation).sharesMemory(with: x))
        #expect(Dropout(1)(x, .training(RandomStream(seed: 1))).sum().item() == 0)

        let channels = Plain(
            Dropout(0.5, wholeChannels: true)(.ones([8, 8, 3, 3]), .training(RandomStream(seed: 1))))
        var dropped = 0
        for n in 0..<8 {
            for c in 0..<8 {
                let all = (0..<9).map { channels[n, c, $0 / 3, $0 % 3] }
                #expect(Set(all).count == 1)
                if all[0] == 0 { dropped += 1 }
            }
        }
        #expect(dropped > 16 && dropped < 48)
        #expect(throws: TensorError.self) {
            try Tensor.checking { Dropout(1.5)(x, .training(RandomStream(seed: 1))) }
        }
    }

    @Test("A pass draws anew for every dropout")
    func draws() {
        let pass = Pass.training(RandomStream(seed: 1))
        let x = Tensor.ones([64])
        #expect(Dropout()(x, pass).floats() != Dropout()(x, pass).floats())
    }

    @Test("Sequential applies in order, with PyTorch's names")
    func sequential() {
        var stream = RandomStream(seed: 1)
        let wide = true
        let model = Sequential {
            Flatten()
            Linear(12, 8, using: &stream)
            ReLU()
            if wide {
                Linear(8, 8, using: &stream)
                Activation.tanh
            }
            for _ in 0..<2 { Sigmoid() }
            Sequential([Linear(8, 2, bias: false, using: &stream), SiLU(), GELU(), Tanh()])
        }
        #expect(model.layers.count == 8)
        #expect(model.parameterPaths == ["1.weight", "1.bias", "3.weight", "3.bias", "7.0.weight"])
        let x = sample([2, 3, 4]).to(.float32)
        let p = model.parameters
        let hidden = x.flattened(from: 1).linear(weight: p[0], bias: p[1]).relu().linear(weight: p[2], bias: p[3])
        let expected = hidden.tanh().sigmoid().sigmoid().linear(weight: p[4]).silu().gelu().tanh()
        #expect(model(x, .evaluation).floats() == expected.floats())
    }

    @Test("Every activation by name is the layer of that name")
    func activations() {
        let x = sample([7])
        let pairs: [(Activation, any Layer)] = [
            (.relu, ReLU()), (.gelu, GELU()), (.silu, SiLU()), (.tanh, Tanh()), (.sigmoid, Sigmoid()),
        ]
        for (name, layer) in pairs { #expect(name(x, .evaluation).doubles() == layer(x, .evaluation).doubles()) }
        #expect(Activation.identity(x, .evaluation).doubles() == x.doubles())
    }

    @Test("A perceptron's widths, names and dropout")
    func perceptron() {
        var stream = RandomStream(seed: 1)
        let model = Perceptron(widths: [4, 8, 3], activation: .gelu, dropout: 0.5, using: &stream)
        let expected = ["layers.0.weight", "layers.0.bias", "layers.1.weight", "layers.1.bias"]
        #expect(model.parameterPaths == expected)
        let x = sample([5, 4]).to(.float32)
        let p = model.parameters
        let y = x.linear(weight: p[0], bias: p[1]).gelu().linear(weight: p[2], bias: p[3])
        #expect(model(x, .evaluation).floats() == y.floats())
        #expect(model(x, .training(stream)).floats() != y.floats())
    }

    @Test("Shortcut A pads and subsamples; equal shapes need no shortcut")
    func shortcuts() {
        var stream = RandomStream(seed: 1)
        var block = ResidualBlock(2, 5, stride: 2, shortcut: .padded, using: &stream).to(.float64)
        #expect(block.downsample == nil)
        // With the residue silenced, what remains is the shortcut.
        block.bn2.weight = .zeros([5], dtype: .float64)
        let x = sample([1, 2, 4, 4])
        let y = Plain(block(x, .training(stream))), plain = Plain(x)
        #expect(y.shape == [1, 5, 2, 2])
        for c in 0..<5 {
            for row in 0..<2 {
                for column in 0..<2 {
                    let source = c == 1 || c == 2 ? plain[0, c - 1, 2 * row, 2 * column] : 0
                    #expect(y[0, c, row, column] == max(0, source))
                }
            }
        }
        #expect(ResidualBlock(4, 4, using: &stream).downsample == nil)
        #expect(ResidualBlock(4, 4, stride: 2, using: &stream).parameterPaths.contains("downsample.0.weight"))
    }

    @Test("Convolutions keep images channels-last, with one channel too")
    func layout() {
        var stream = RandomStream(seed: 1)
        let layer = Conv2d(1, 8, kernel: 3, padding: 1, using: &stream)
        let y = layer(.ones([2, 1, 8, 8]), .evaluation)
        #expect(y.isChannelsLast && layer.weight.isChannelsLast)
        #expect(ConvBlock(1, 8, using: &stream)(.ones([2, 1, 8, 8]), .training(stream)).isChannelsLast)
    }

    @Test("Training a copy leaves the original as it was")
    func values() {
        var stream = RandomStream(seed: 1)
        let original = Conv4(channels: 1, size: 16, classes: 3, width: 4, using: &stream)
        func bits(_ model: Conv4) -> [String: [Float]] {
            var copy = model
            var all: [String: [Float]] = [:]
            copy.forEachTensor { path, _, tensor in all[path] = tensor.floats() }
            return all
        }
        let before = bits(original)
        var copy = original
        let x = Tensor.normal([6, 1, 16, 16], using: &stream), labels = Tensor([0, 1, 2, 0, 1, 2])
        for _ in 0..<2 {
            let pass = Pass.training(stream)
            let step = valueWithGradients(at: copy) { crossEntropy($0(x, pass), labels) }
            copy.parameters = zip(copy.parameters, step.gradients.values).map { $0 - ($1 ?? $0) * 0.1 }
            copy.absorb(pass)
        }
        #expect(bits(original) == before)
        // The normalisation takes a convolution's bias away again, so that its gradient is nearly nothing.
        for (path, values) in bits(copy) where !path.hasSuffix("conv.bias") {
            #expect(values != before[path], "\(path)")
        }
    }

    @Test func flattenGoesByChannelsOrByPixels() {
        let x = Tensor.arange(to: 12).reshaped(1, 3, 2, 2)
        let pass = Pass.evaluation
        #expect(Flatten().forward(x, pass).doubles() == (0..<12).map(Double.init))
        let byPixels = Flatten(isPixelByPixel: true)
        let expected: [Double] = [0, 4, 8, 1, 5, 9, 2, 6, 10, 3, 7, 11]
        for x in [x, x.channelsLast()] {
            #expect(byPixels.forward(x, pass).doubles() == expected && byPixels.forward(x, pass).shape == [1, 12])
        }
    }
}
