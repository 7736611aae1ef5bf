import Foundation
import FrugalNN
import FrugalSearch
import FrugalTensor
import FrugalTesting
import Testing

/// The cell's formulas in doubles, one number at a time.
struct SlowCell {
    var plan: RecurrentPlan
    var first: [[Double]]
    var nodes: [[[Double]]]

    static func matrix(_ tensor: Tensor) -> [[Double]] {
        let (values, columns) = (tensor.detached().doubles(), tensor.size(of: 1))
        return stride(from: 0, to: values.count, by: columns).map { Array(values[$0..<($0 + columns)]) }
    }

    init(_ cell: RecurrentCell) {
        plan = cell.plan
        first = Self.matrix(cell.first)
        nodes = cell.nodes.map(Self.matrix)
    }

    static func bend(_ x: Double, _ activation: CellActivation) -> Double {
        switch activation {
        case .tanh: tanh(x)
        case .relu: max(0, x)
        case .sigmoid: 1 / (1 + exp(-x))
        case .identity: x
        }
    }

    private func node(_ input: [Double], _ weight: [[Double]], from source: [Double], _ f: CellActivation) -> [Double] {
        let width = source.count
        return (0..<width).map { unit in
            var (h, t) = (0.0, 0.0)
            for (row, value) in input.enumerated() {
                h += value * weight[row][unit]
                t += value * weight[row][width + unit]
            }
            return source[unit] + 1 / (1 + exp(-t)) * (Self.bend(h, f) - source[unit])
        }
    }

    /// The states after every step of one column. `xMask` and `sMask` are the masks of the word and of the states.
    func read(_ words: [[Double]], from start: [Double], xMask: [Double], sMask: [Double]) -> [[Double]] {
        var state = start
        return words.map { x in
            let masked = { (s: [Double]) in zip(s, sMask).map(*) }
            var states = [node(zip(x, xMask).map(*) + masked(state), first, from: state, plan.first)]
            for (index, own) in plan.nodes.enumerated() {
                let source = states[own.input]
                states.append(node(masked(source), nodes[index], from: source, own.activation))
            }
            state = start.indices.map { unit in
                states.dropFirst().reduce(0) { $0 + $1[unit] } / Double(plan.nodes.count)
            }
            return state
        }
    }
}

@Suite struct RecurrentCellTests {
    private let width = 5
    private let steps = 4
    private let batch = 3

    private func cell(_ text: String, seed: UInt64 = 1, range: Double = 1) throws -> RecurrentCell {
        var stream = RandomStream(seed: seed)
        return RecurrentCell(try #require(RecurrentPlan(text)), width: width, range: range, using: &stream)
    }

    @Test(arguments: [
        "0 2 1 0 2 1 2 2 4 0 5 0 3 2 6 2", "0 0", "0 3 0 1 1 2 0 0", "2 0 1 1 3 2 0", "1 0 0", "3 0 2 1 1",
    ])
    func theCellIsItsFormula(text: String) throws {
        let cell = try cell(text)
        var stream = RandomStream(seed: 7)
        let x = Tensor.uniform([steps, batch, width], in: -2..<2, using: &stream)
        let state = Tensor.uniform([batch, width], in: -1..<1, using: &stream)
        let read = cell.read(x, from: [state], dropping: LanguageDropout(), .evaluation)
        let slow = SlowCell(cell)
        let (words, starts, ones) = (x.doubles(), state.doubles(), [Double](repeating: 1, count: width))
        var expected = [Double](repeating: 0, count: steps * batch * width)
        for column in 0..<batch {
            let own = (0..<steps).map { step in (0..<width).map { words[(step * batch + column) * width + $0] } }
            let start = Array(starts[(column * width)..<((column + 1) * width)])
            for (step, values) in slow.read(own, from: start, xMask: ones, sMask: ones).enumerated() {
                for unit in 0..<width { expected[(step * batch + column) * width + unit] = values[unit] }
            }
        }
        let wanted = Tensor(expected, shape: [steps, batch, width])
        #expect(relativeDistance(read.output, wanted) < 1e-5)
        #expect(read.state[0].floats() == Array(read.output.floats().suffix(batch * width)))
    }

    @Test func masksStandWhereTheFormulaHasThem() throws {
        let cell = try cell("0 2 1 0 0 1")
        var stream = RandomStream(seed: 9)
        let state = Tensor.uniform([1, width], in: -1..<1, using: &stream)
        let mask = Tensor([0, 2, 2, 0, 2] as [Float], shape: [1, width])
        let x = Tensor.uniform([steps, 1, width], in: -2..<2, using: &stream)
        // The words' part of the first product is the caller's, so the word's mask is that of the caller too.
        let projected = x.matmul(cell.first.narrowed(along: 0, from: 0, length: width))
        let output = projected.recurrentGraph(
            state: state, mask: mask, weights: [cell.first.narrowed(along: 0, from: width, length: width)] + cell.nodes,
            inputs: cell.plan.nodes.map(\.input), activations: [0] + cell.plan.nodes.map(\.activation.rawValue))
        let words = x.doubles()
        let own = (0..<steps).map { Array(words[($0 * width)..<(($0 + 1) * width)]) }
        let expected = SlowCell(cell).read(
            own, from: state.doubles(), xMask: [1, 1, 1, 1, 1], sMask: mask.doubles())
        #expect(relativeDistance(output, Tensor(expected.flatMap { $0 }, shape: [steps, 1, width])) < 1e-5)
    }

    @Test(arguments: [true, false]) func theFusedGradientIsThatOfTheFormulas(isMasked: Bool) throws {
        let cell = try cell("0 0 1 1 0 2 2 3 1 0")
        var stream = RandomStream(seed: 11)
        let projected = Tensor.uniform([steps, batch, 2 * width], in: -1..<1, using: &stream)
        let state = Tensor.uniform([batch, width], in: -1..<1, using: &stream)
        let mask = isMasked ? Tensor.bernoulli([batch, width], probability: 0.5, using: &stream) * 2 : nil
        let toward = Tensor.uniform([steps, batch, width], in: -1..<1, using: &stream)
        let weights = [cell.first.narrowed(along: 0, from: width, length: width)] + cell.nodes

        // In float64 the engine runs the definition, one library operation after another.
        func found(_ dtype: DType) -> [Tensor] {
            let leaves = ([projected, state] + weights).map { $0.to(dtype).recordingGradients() }
            let output = leaves[0].recurrentGraph(
                state: leaves[1], mask: mask?.to(dtype), weights: Array(leaves[2...]),
                inputs: cell.plan.nodes.map(\.input), activations: [0] + cell.plan.nodes.map(\.activation.rawValue))
            return [output.detached()] + gradients(of: (output * toward.to(dtype)).sum(), withRespectTo: leaves)
        }
        for (fused, plain) in zip(found(.float32), found(.float64)) {
            #expect(relativeDistance(fused, plain) < 1e-5)
        }
    }

    @Test func secondDerivativesAreThere() throws {
        let cell = try cell("0 0 1 2")
        var stream = RandomStream(seed: 13)
        let projected = Tensor.uniform([2, 1, 2 * width], in: -1..<1, using: &stream)
        let weights = [cell.first.narrowed(along: 0, from: width, length: width)] + cell.nodes
        func second(_ dtype: DType) -> Tensor {
            let leaves = weights.map { $0.to(dtype).recordingGradients() }
            let output = projected.to(dtype).recurrentGraph(
                state: .zeros([1, width], dtype: dtype), mask: nil, weights: leaves, inputs: [0, 1],
                activations: [0, 0, 2])
            let once = gradients(of: (output * output).sum(), withRespectTo: leaves, createGraph: true)
            return gradients(of: (once[1] * once[1]).sum(), withRespectTo: [leaves[2]])[0]
        }
        #expect(relativeDistance(second(.float32), second(.float64)) < 1e-4)
    }

    @Test func wrongSizesAreRefused() throws {
        let cell = try cell("0 0")
        let x = Tensor.zeros([2, 3, width])
        for (bad, state) in [(x, [3, 4]), (x, [2, width]), (Tensor.zeros([2, 3, 4]), [3, width])] {
            #expect(throws: TensorError.self) {
                try Tensor.checking {
                    cell.read(bad, from: [.zeros(state)], dropping: LanguageDropout(), .evaluation).output
                }
            }
        }
        #expect(throws: TensorError.self) {
            try Tensor.checking { cell.read(x, from: [], dropping: LanguageDropout(), .evaluation).output }
        }
        #expect(throws: TensorError.self) {
            try Tensor.checking {
                Tensor.zeros([2, 3, 2 * width]).recurrentGraph(
                    state: .zeros([3, width]), mask: nil,
                    weights: [.zeros([width, 2 * width]), .zeros([width, 2 * width])],
                    inputs: [1], activations: [0, 0])
            }
        }
    }
}
