import Foundation
import FrugalNN
import FrugalTensor
import Testing

@Suite struct RecurrentTests {
    private let shapes: [RecurrentShape] = [
        .init(), .init(layers: 2), .init(isBidirectional: true), .init(hasBias: false),
        .init(layers: 2, isBidirectional: true, isBatchFirst: true),
    ]

    private func sigmoid(_ x: Double) -> Double { 1 / (1 + exp(-x)) }

    /// Weight rows times input and state, gate by gate: `[gates * units]` for each example, kept apart.
    private func products(
        _ w: RecurrentWeights, _ x: [Double], _ h: [Double]
    ) -> (input: [Double], hidden: [Double]) {
        let input = Plain(w.input), hidden = Plain(w.hidden)
        let inputBias = w.inputBias.map(Plain.init), hiddenBias = w.hiddenBias.map(Plain.init)
        let rows = input.shape[0]
        return (
            (0..<rows).map { row in
                x.indices.reduce(inputBias?[row] ?? 0) { $0 + input[row, $1] * x[$1] }
            },
            (0..<rows).map { row in
                h.indices.reduce(hiddenBias?[row] ?? 0) { $0 + hidden[row, $1] * h[$1] }
            }
        )
    }

    private func slowLSTM(_ w: RecurrentWeights, _ x: [[Double]], units: Int) -> [[Double]] {
        var h = [Double](repeating: 0, count: units), c = h
        return x.map { step in
            let (a, b) = products(w, step, h)
            for unit in 0..<units {
                func gate(_ index: Int) -> Double { a[index * units + unit] + b[index * units + unit] }
                c[unit] = sigmoid(gate(1)) * c[unit] + sigmoid(gate(0)) * tanh(gate(2))
            }
            h = (0..<units).map { unit in
                sigmoid(a[3 * units + unit] + b[3 * units + unit]) * tanh(c[unit])
            }
            return h
        }
    }

    private func slowGRU(_ w: RecurrentWeights, _ x: [[Double]], units: Int) -> [[Double]] {
        var h = [Double](repeating: 0, count: units)
        return x.map { step in
            let (a, b) = products(w, step, h)
            h = (0..<units).map { unit in
                let reset = sigmoid(a[unit] + b[unit])
                let update = sigmoid(a[units + unit] + b[units + unit])
                let new = tanh(a[2 * units + unit] + reset * b[2 * units + unit])
                return (1 - update) * new + update * h[unit]
            }
            return h
        }
    }

    /// A whole stack over one sequence, by a slow layer.
    private func slow(
        _ weights: [RecurrentWeights], _ shape: RecurrentShape, _ x: [[Double]],
        _ layer: (RecurrentWeights, [[Double]]) -> [[Double]]
    ) -> [[Double]] {
        var x = x
        let directions = shape.isBidirectional ? 2 : 1
        for index in 0..<shape.layers {
            let forwards = layer(weights[index * directions], x)
            guard shape.isBidirectional else {
                x = forwards
                continue
            }
            let backwards = Array(layer(weights[index * directions + 1], x.reversed()).reversed())
            x = zip(forwards, backwards).map { $0 + $1 }
        }
        return x
    }

    /// Example `n` of a sequence tensor, step by step.
    private func steps(_ x: Tensor, _ n: Int, _ shape: RecurrentShape) -> [[Double]] {
        let plain = Plain(shape.isBatchFirst ? x.transposed(0, 1) : x)
        return (0..<plain.shape[0]).map { t in (0..<plain.shape[2]).map { plain[t, n, $0] } }
    }

    @Test("A fused LSTM is its definition, layer by layer and both ways")
    func lstm() {
        for shape in shapes {
            var stream = RandomStream(seed: 3)
            let layer = LSTM(3, 4, shape: shape, using: &stream).to(.float64)
            let x = sample(shape.isBatchFirst ? [2, 5, 3] : [5, 2, 3])
            let y = layer(x, .evaluation)
            let (again, state) = layer(x, state: nil, .evaluation)
            #expect(y.doubles() == again.doubles())
            #expect(state.hidden.shape == [shape.layers * (shape.isBidirectional ? 2 : 1), 2, 4])
            for n in 0..<2 {
                let expected = slow(layer.weights, shape, steps(x, n, shape)) { slowLSTM($0, $1, units: 4) }
                #expect(distance(steps(y, n, shape).flatMap { $0 }, expected.flatMap { $0 }) < 1e-12)
            }
        }
    }

    @Test("A fused GRU is its definition, layer by layer and both ways")
    func gru() {
        for shape in shapes {
            var stream = RandomStream(seed: 3)
            let layer = GRU(3, 4, shape: shape, using: &stream).to(.float64)
            let x = sample(shape.isBatchFirst ? [2, 5, 3] : [5, 2, 3])
            let y = layer(x, .evaluation)
            for n in 0..<2 {
                let expected = slow(layer.weights, shape, steps(x, n, shape)) { slowGRU($0, $1, units: 4) }
                #expect(distance(steps(y, n, shape).flatMap { $0 }, expected.flatMap { $0 }) < 1e-12)
            }
        }
    }

    @Test("Cells step as the fused layers do, values and gradients")
    func cells() {
        var stream = RandomStream(seed: 4)
        let x = sample([4, 2, 3])
        let lstm = LSTM(3, 5, using: &stream).to(.float64)
        var cell = LSTMCell(3, 5, using: &stream)
        cell.weights = lstm.weights[0]
        func fused(_ model: LSTM) -> Tensor { (model(x, .evaluation) * sample([4, 2, 5], seed: 8)).sum() }
        func stepped(_ model: LSTMCell) -> Tensor {
            var state = model.start(batch: 2)
            let outputs = x.unstacked().map { step in
                state = model(step, state, .evaluation)
                return state.hidden
            }
            return (Tensor.stacked(outputs) * sample([4, 2, 5], seed: 8)).sum()
        }
        let a = valueWithGradients(at: lstm, fused), b = valueWithGradients(at: cell, stepped)
        #expect((a.value.item() - b.value.item()).magnitude < 1e-12)
        for (one, other) in zip(a.gradients.values, b.gradients.values) {
            #expect(distance(one?.doubles() ?? [], other?.doubles() ?? [.nan]) < 1e-12)
        }
    }

    @Test("GRU cells step as the fused layer does, and states carry over")
    func gruCells() {
        var stream = RandomStream(seed: 4)
        let x = sample([4, 2, 3])
        let gru = GRU(3, 5, using: &stream).to(.float64)
        var cell = GRUCell(3, 5, using: &stream)
        cell.weights = gru.weights[0]
        var hidden = cell.start(batch: 2)
        for step in x.unstacked() { hidden = cell(step, hidden, .evaluation) }
        let whole = gru(x, hidden: nil, .evaluation)
        #expect(distance(whole.hidden.doubles(), hidden.doubles()) < 1e-12)

        let first = gru(x.narrowed(along: 0, from: 0, length: 2), hidden: nil, .evaluation)
        let rest = gru(x.narrowed(along: 0, from: 2, length: 2), hidden: first.hidden, .evaluation)
        #expect(distance(rest.hidden.doubles(), hidden.doubles()) < 1e-12)
    }

    @Test("Single precision agrees with double")
    func single() {
        var stream = RandomStream(seed: 9)
        let layer = LSTM(20, 30, shape: .init(layers: 2), using: &stream)
        let x = sample([7, 5, 20])
        let exact = layer.to(.float64)(x, .evaluation)
        #expect(distance(layer(x.to(.float32), .evaluation).doubles(), exact.doubles()) < 1e-5)
    }

    @Test("Gradients are slopes")
    func slopes() {
        let list = [sample([2, 3]), sample([2, 2], seed: 2), sample([2, 2], seed: 3)]
        let lstm = [sample([8, 3], seed: 4), sample([8, 2], seed: 5), sample([8], seed: 6), sample([8], seed: 7)]
        let error = gradientError(list + lstm) { t in
            let next = t[0].lstmCell(
                hidden: t[1], cell: t[2], inputWeight: t[3], hiddenWeight: t[4], inputBias: t[5], hiddenBias: t[6])
            return next.hidden + next.cell * 0.5
        }
        #expect(error < 1e-7)
        let gru = [sample([6, 3], seed: 4), sample([6, 2], seed: 5), sample([6], seed: 6), sample([6], seed: 7)]
        let other = gradientError([list[0], list[1]] + gru) { t in
            t[0].gruCell(hidden: t[1], inputWeight: t[2], hiddenWeight: t[3], inputBias: t[4], hiddenBias: t[5])
        }
        #expect(other < 1e-7)
    }

    @Test("The gradient of an LSTM cell's gradient is its slope")
    func secondOrder() {
        let fixed = [sample([2, 2], seed: 2), sample([2, 2], seed: 3), sample([8, 2], seed: 5)]
        let error = gradientError([sample([2, 3]), sample([8, 3], seed: 4)]) { t in
            let x = t[0].requiresGradient ? t[0] : t[0].recordingGradients()
            return withGradients(true) {
                let next = x.lstmCell(hidden: fixed[0], cell: fixed[1], inputWeight: t[1], hiddenWeight: fixed[2])
                return gradients(of: next.hidden.squared().sum(), withRespectTo: [x], createGraph: true)[0]
            }
        }
        #expect(error < 1e-6)
    }

    @Test("Names and their order are PyTorch's")
    func names() {
        var stream = RandomStream(seed: 1)
        let layer = LSTM(3, 4, shape: .init(layers: 2, isBidirectional: true), using: &stream)
        let kinds = ["weight_ih", "weight_hh", "bias_ih", "bias_hh"]
        let suffixes = ["_l0", "_l0_reverse", "_l1", "_l1_reverse"]
        #expect(layer.parameterPaths == suffixes.flatMap { suffix in kinds.map { $0 + suffix } })
        #expect(layer.weights[2].input.shape == [16, 8])
        #expect(GRUCell(3, 4, using: &stream).parameterPaths == kinds)
        let bound = layer.parameters.map { $0.abs().max().item() }.max() ?? 0
        #expect(bound <= 0.5 && bound > 0.45)
    }

    @Test("Dropout between layers draws from the pass, and only in training")
    func dropout() {
        var stream = RandomStream(seed: 1)
        let layer = LSTM(3, 16, shape: .init(layers: 2), dropout: 0.5, using: &stream).to(.float64)
        let x = sample([4, 2, 3])
        let quiet = layer(x, .evaluation).doubles()
        let one = layer(x, .training(RandomStream(seed: 1))).doubles()
        #expect(one != quiet)
        #expect(one == layer(x, .training(RandomStream(seed: 1))).doubles())
        #expect(one != layer(x, .training(RandomStream(seed: 2))).doubles())
        let state = layer(x, state: nil, .training(RandomStream(seed: 1))).state
        #expect(state.cell.shape == [2, 2, 16])
        // Without dropout, layer by layer and all at once are the same.
        let whole = LSTM(3, 16, shape: .init(layers: 2), dropout: 0, using: &stream).to(.float64)
        #expect(whole(x, .evaluation).doubles() == whole(x, .training(RandomStream(seed: 1))).doubles())
    }

    @Test("Misuse is an error")
    func misuse() {
        var stream = RandomStream(seed: 1)
        let layer = LSTM(3, 4, using: &stream)
        #expect(throws: TensorError.self) { try Tensor.checking { layer(.zeros([5, 2, 7]), .evaluation) } }
        #expect(throws: TensorError.self) { try Tensor.checking { layer(.zeros([5, 3]), .evaluation) } }
        for wrong in [[1, 3, 4], [2, 2, 4], [1, 2, 5], [2, 4]] {
            let state = LSTM.State(hidden: .zeros(wrong), cell: .zeros(wrong))
            #expect(throws: TensorError.self) {
                try Tensor.checking { layer(.zeros([5, 2, 3]), state: state, .evaluation).output }
            }
        }
        let uneven = LSTM.State(hidden: .zeros([1, 2, 4]), cell: .zeros([1, 1, 4]))
        #expect(throws: TensorError.self) {
            try Tensor.checking { layer(.zeros([5, 2, 3]), state: uneven, .evaluation).output }
        }
        var small = layer
        small.weights[0].hiddenBias = .zeros([15])
        #expect(throws: TensorError.self) { try Tensor.checking { small(.zeros([5, 2, 3]), .evaluation) } }
        let gru = GRU(3, 4, using: &stream)
        #expect(throws: TensorError.self) { try Tensor.checking { gru(.zeros([5, 2, 7]), .evaluation) } }
        #expect(throws: TensorError.self) {
            try Tensor.checking {
                Tensor.zeros([5, 2, 3]).lstm(hidden: .zeros([1, 2, 4]), cell: .zeros([1, 2, 4]), parameters: [])
            }
        }
        let cell = GRUCell(3, 4, using: &stream)
        #expect(throws: TensorError.self) {
            try Tensor.checking { cell(.zeros([2, 3]), .zeros([2, 5]), .evaluation) }
        }
    }
}
