import FrugalNN
import FrugalTensor
import Testing

/// Embedding, two LSTM layers and scores: the models that the references are of and the package has no type for.
private struct LanguageModel: Layer {
    var embedding: Embedding
    var lstm: LSTM
    var head: Linear

    init(using stream: inout RandomStream) {
        embedding = Embedding(7, 4, using: &stream)
        lstm = LSTM(4, 5, shape: .init(layers: 2), using: &stream)
        head = Linear(5, 7, using: &stream)
    }

    mutating func visit(_ visitor: inout Visitor) {
        visitor.child("embedding", &embedding)
        visitor.child("lstm", &lstm)
        visitor.child("head", &head)
    }

    func forward(_ x: Tensor, _ pass: Pass) -> Tensor {
        head(lstm(embedding(x, pass), pass), pass).flattened(from: 0, through: 1)
    }
}

private struct GatedModel: Layer {
    var gru: GRU
    var head: Linear

    init(using stream: inout RandomStream) {
        gru = GRU(3, 4, shape: .init(isBidirectional: true, isBatchFirst: true), using: &stream)
        head = Linear(8, 3, using: &stream)
    }

    mutating func visit(_ visitor: inout Visitor) {
        visitor.child("gru", &gru)
        visitor.child("head", &head)
    }

    func forward(_ x: Tensor, _ pass: Pass) -> Tensor {
        head(gru(x, pass), pass).flattened(from: 0, through: 1)
    }
}

/// Whole models beside PyTorch: names, shapes, outputs, loss, every gradient, running statistics.
@Suite struct WholeModelTests {
    private var stream = RandomStream(seed: 1)

    private func wave(_ count: Int, _ phase: Double) -> Tensor {
        (Tensor.arange(to: Double(count), dtype: .float64) * 0.7 + phase).sin()
    }

    private func picture(_ shape: [Int]) -> Tensor {
        let index = Tensor.arange(to: Double(shape.reduce(1, *)), dtype: .float64)
        return ((index * 0.37).sin() + (index * 0.11).cos() * 0.5).reshaped(shape)
    }

    private func compare<Model: Layer>(
        _ start: Model, with reference: Reference, on x: Tensor, labels: Tensor? = nil, as dtype: DType = .float64,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let tolerance = dtype == .float64 ? 1e-9 : 2e-4
        var model = start.to(dtype)
        model.parameters = model.parameters.enumerated().map { index, old in
            (wave(old.count, 1.1 * Double(index)) * 0.3).reshaped(old.shape).to(dtype)
        }
        #expect(model.parameterPaths == reference.gradients.map(\.path), sourceLocation: sourceLocation)
        #expect(model.parameters.map(\.shape) == reference.gradients.map(\.shape), sourceLocation: sourceLocation)

        let pass = Pass.training(RandomStream(seed: 1))
        let input = x.dtype.isFloatingPoint ? x.to(dtype) : x
        var output: [Double] = []
        let result = valueWithGradients(at: model) { model in
            let y = model(input, pass)
            output = Array(y.detached().doubles().prefix(reference.output.count))
            guard let labels else { return (y.reshaped(-1) * wave(y.count, 0.2).to(dtype)).sum() }
            return crossEntropy(y, labels, smoothing: 0.1)
        }
        func near(_ a: Double, _ b: Double) -> Bool { (a - b).magnitude <= tolerance * max(1, b.magnitude) }
        #expect(near(result.value.item(), reference.loss), sourceLocation: sourceLocation)
        #expect(output.count == reference.output.count, sourceLocation: sourceLocation)
        #expect(zip(output, reference.output).allSatisfy(near), sourceLocation: sourceLocation)
        for (gradient, expected) in zip(result.gradients.values, reference.gradients) {
            let found = gradient?.to(.float64).reshaped(-1) ?? .zeros([0])
            #expect(near(found.norm().item(), expected.norm), "\(expected.path)", sourceLocation: sourceLocation)
            let dot = (found * wave(found.count, 0.5)).sum().item()
            #expect(near(dot, expected.wave), "\(expected.path)", sourceLocation: sourceLocation)
        }
        model.absorb(pass)
        var statistics: [Double] = []
        model.forEachTensor { _, role, tensor in if role == .buffer { statistics += tensor.doubles() } }
        #expect(statistics.count == reference.statistics.count, sourceLocation: sourceLocation)
        #expect(zip(statistics, reference.statistics).allSatisfy(near), sourceLocation: sourceLocation)
    }

    @Test("A perceptron", arguments: [DType.float64, .float32])
    func perceptron(_ dtype: DType) {
        var stream = stream
        compare(
            Perceptron(widths: [6, 8, 7, 3], using: &stream), with: .perceptron, on: picture([4, 6]),
            labels: Tensor([0, 2, 1, 1]), as: dtype)
    }

    @Test("Conv4", arguments: [DType.float64, .float32])
    func conv4(_ dtype: DType) {
        var stream = stream
        let size = Extent(height: 32, width: 16)
        compare(
            Conv4(channels: 2, size: size, classes: 3, width: 4, using: &stream), with: .conv4,
            on: picture([3, 2, 32, 16]), labels: Tensor([0, 2, 1]), as: dtype)
    }

    @Test("A residual block", arguments: [DType.float64, .float32])
    func residualBlock(_ dtype: DType) {
        var stream = stream
        compare(
            ResidualBlock(2, 4, stride: 2, using: &stream), with: .residualBlock, on: picture([3, 2, 6, 6]), as: dtype)
    }

    @Test("A language model of two LSTM layers", arguments: [DType.float64, .float32])
    func languageModel(_ dtype: DType) {
        var stream = stream
        let tokens = (0..<12).map { $0 * 5 % 7 }
        compare(
            LanguageModel(using: &stream), with: .languageModel, on: Tensor(tokens, shape: [4, 3]),
            labels: Tensor(tokens.map { $0 * 3 % 7 }), as: dtype)
    }

    @Test("A GRU both ways, batch first", arguments: [DType.float64, .float32])
    func gatedModel(_ dtype: DType) {
        var stream = stream
        compare(
            GatedModel(using: &stream), with: .gatedModel, on: picture([2, 5, 3]),
            labels: Tensor((0..<10).map { $0 % 3 }), as: dtype)
    }

    @Test("Transformer blocks, normalised after and before", arguments: [DType.float64, .float32])
    func transformer(_ dtype: DType) {
        var stream = stream
        compare(
            TransformerBlock(6, heads: 2, hidden: 8, activation: .relu, normalizesFirst: false, using: &stream),
            with: .postNormBlock, on: picture([2, 5, 6]), as: dtype)
        compare(
            TransformerBlock(6, heads: 3, hidden: 10, using: &stream), with: .preNormBlock, on: picture([2, 5, 6]),
            as: dtype)
    }

    @Test("A causal block does not see what comes after")
    func causal() {
        var stream = stream
        let block = TransformerBlock(6, heads: 2, isCausal: true, using: &stream).to(.float64)
        let x = picture([1, 5, 6])
        let changed = Tensor.concatenated(
            [x.narrowed(along: 1, from: 0, length: 3), .ones([1, 2, 6], dtype: .float64)], along: 1)
        let a = Plain(block(x, .evaluation)), b = Plain(block(changed, .evaluation))
        for t in 0..<3 { #expect((a[0, t, 2] - b[0, t, 2]).magnitude < 1e-14) }
        #expect((a[0, 4, 2] - b[0, 4, 2]).magnitude > 1e-3)
    }
}
