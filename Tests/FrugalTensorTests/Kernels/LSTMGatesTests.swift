import Foundation
import FrugalTensor
import FrugalTesting
import Testing

/// The gates of a step as one operation against plain loops, and against the same in float64, which has its own way.
@Suite struct LSTMGatesTests {
    private func example() -> (product: Tensor, cell: Tensor, ofHidden: Tensor, ofCell: Tensor) {
        var random = RandomStream(seed: 4)
        // From where a tangent is a straight line to where it is flat.
        let scale = Tensor([1e-3, 0.1, 1, 6, 200].map { Float($0) }, shape: [5, 1])
        return (
            Tensor.normal([5, 28], using: &random) * scale, Tensor.normal([5, 7], using: &random) * scale,
            Tensor.normal([5, 7], using: &random), Tensor.normal([5, 7], using: &random)
        )
    }

    @Test func `agree with plain loops`() {
        let (product, cell, _, _) = example()
        let (gates, cells) = (product.doubles(), cell.doubles())
        func sigmoid(_ x: Double) -> Double { 1 / (1 + exp(-x)) }
        var (hidden, next) = ([Double](), [Double]())
        for row in 0..<5 {
            for unit in 0..<7 {
                let at = 28 * row + unit
                let c = sigmoid(gates[at + 7]) * cells[7 * row + unit] + sigmoid(gates[at]) * tanh(gates[at + 21])
                next.append(c)
                hidden.append(sigmoid(gates[at + 14]) * tanh(c))
            }
        }
        let found = product.lstmGates(cell: cell)
        expectClose(found.hidden, hidden, shape: [5, 7], within: 1e-6)
        expectClose(found.cell, next, shape: [5, 7], within: 1e-6)
        // Small numbers keep their digits.
        #expect(relativeDistance(found.cell[0], Tensor(Array(next[..<7]))) < 1e-6)
    }

    @Test(arguments: [[1, 1], [1, 0], [0, 1]]) func `gradients agree with those in float64`(uses: [Double]) {
        let (product, cell, ofHidden, ofCell) = example()
        func run(_ dtype: DType) -> [Tensor] {
            let inputs = [product, cell].map { $0.to(dtype).recordingGradients() }
            let found = inputs[0].lstmGates(cell: inputs[1])
            var loss = Tensor(0, dtype: dtype)
            if uses[0] > 0 { loss = loss + (found.hidden * ofHidden.to(dtype)).sum() }
            if uses[1] > 0 { loss = loss + (found.cell * ofCell.to(dtype)).sum() }
            return gradients(of: loss, withRespectTo: inputs)
        }
        for (ours, theirs) in zip(run(.float32), run(.float64)) { #expect(relativeDistance(ours, theirs) < 2e-6) }
    }

    @Test func `gradients can be differentiated again`() {
        let (product, cell, ofHidden, ofCell) = example()
        func run(_ dtype: DType) -> [Tensor] {
            let inputs = [product, cell].map { $0.to(dtype).recordingGradients() }
            let found = inputs[0].lstmGates(cell: inputs[1])
            let loss = (found.hidden.squared() * ofHidden.to(dtype)).sum() + (found.cell * ofCell.to(dtype)).sum()
            let first = gradients(of: loss, withRespectTo: inputs, createGraph: true)
            return gradients(of: first[0].squared().sum() + first[1].squared().sum(), withRespectTo: inputs)
        }
        for (ours, theirs) in zip(run(.float32), run(.float64)) { #expect(relativeDistance(ours, theirs) < 1e-5) }
    }

    @Test func `what does not fit is refused`() {
        #expect(throws: TensorError.self) {
            try Tensor.checking { _ = Tensor.zeros([2, 9]).lstmGates(cell: .zeros([2, 2])) }
        }
    }
}
