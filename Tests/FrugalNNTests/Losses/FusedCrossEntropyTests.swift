import Foundation
import FrugalNN
import FrugalTensor
import FrugalTesting
import Testing

@Suite("Cross entropy as one operation")
struct CrossEntropyTests {
    /// The formula, row by row, in double precision.
    private func loop(_ scores: [Float], _ labels: [Int], classes: Int) -> (loss: Double, gradient: [Double]) {
        var loss = 0.0
        var gradient: [Double] = []
        for (row, label) in labels.enumerated() {
            let values = scores[row * classes..<(row + 1) * classes].map(Double.init)
            let best = values.max() ?? 0
            let sum = values.reduce(0) { $0 + exp($1 - best) }
            loss += log(sum) + best - values[label]
            for (place, value) in values.enumerated() {
                gradient.append((exp(value - best) / sum - (place == label ? 1 : 0)) / Double(labels.count))
            }
        }
        return (loss / Double(labels.count), gradient)
    }

    @Test(arguments: [[1, 2], [5, 3], [17, 10], [9, 64], [3, 1000]])
    func agreesWithTheFormula(size: [Int]) {
        var random = RandomStream(seed: 4)
        let scores = (Tensor.normal(size, using: &random) * 5).recordingGradients()
        let labels = Tensor.integers([size[0]], in: 0..<size[1], using: &random)
        let wanted = loop(scores.floats(), labels.ints(), classes: size[1])
        let loss = crossEntropy(scores, labels)
        #expect(abs(loss.item() - wanted.loss) < 1e-5 * max(1, wanted.loss))
        // A loss that is scaled on its way scales its gradient.
        let found = gradients(of: loss * 3.0, withRespectTo: [scores])[0].doubles()
        #expect(zip(found, wanted.gradient).allSatisfy { abs($0 - 3 * $1) < 1e-6 })
    }

    @Test func survivesExtremeScores() {
        let scores = Tensor([1e4, -1e4, 0, -1e30, 88, 1e30] as [Float], shape: [2, 3]).recordingGradients()
        let loss = crossEntropy(scores, Tensor([0, 2] as [Int]))
        #expect(loss.item() == 0)
        #expect(gradients(of: loss, withRespectTo: [scores])[0].floats().allSatisfy { $0 == 0 })
        #expect(crossEntropy(Tensor([.nan, 0] as [Float], shape: [1, 2]), Tensor([0] as [Int])).item().isNaN)
    }

    @Test func givesSecondDerivatives() {
        var random = RandomStream(seed: 6)
        let scores = Tensor.normal([4, 6], using: &random).recordingGradients()
        let labels = Tensor([0, 3, 5, 2] as [Int])
        func second(_ loss: Tensor) -> Tensor {
            let first = gradients(of: loss, withRespectTo: [scores], createGraph: true)[0]
            return gradients(of: (first * first).sum(), withRespectTo: [scores])[0]
        }
        let exact = second(crossEntropy(scores.to(.float64), labels))
        #expect(relativeDistance(second(crossEntropy(scores, labels)), exact) < 1e-5)
    }

    @Test func labelsOutOfRangeAreAnError() {
        for label in [-1, 3] {
            #expect(throws: TensorError.self) {
                try Tensor.checking { crossEntropy(Tensor.zeros([1, 3]), Tensor([label] as [Int])) }
            }
        }
    }
}
