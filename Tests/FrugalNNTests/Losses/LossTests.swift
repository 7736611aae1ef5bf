import Foundation
import FrugalNN
import FrugalTensor
import Testing

@Suite struct LossTests {
    private let logits = sample([3, 4])
    private let labels = Tensor([1, 3, 0])

    /// The logarithm of the softmax of every row.
    private var logs: [[Double]] {
        let plain = Plain(logits)
        return (0..<3).map { row in
            let scores = (0..<4).map { plain[row, $0] }
            let total = log(scores.map { exp($0) }.reduce(0, +))
            return scores.map { $0 - total }
        }
    }

    @Test("Cross entropy is its definition, with smoothing, weights and ignored labels")
    func crossEntropies() {
        let right = [1, 3, 0]
        let losses = (0..<3).map { -logs[$0][right[$0]] }
        #expect(distance(crossEntropy(logits, labels, reduction: .none).doubles(), losses) < 1e-12)
        #expect((crossEntropy(logits, labels).item() - losses.reduce(0, +) / 3).magnitude < 1e-12)
        #expect((crossEntropy(logits, labels, reduction: .sum).item() - losses.reduce(0, +)).magnitude < 1e-12)
        #expect((crossEntropy(logits, labels.to(.int32)).item() - losses.reduce(0, +) / 3).magnitude < 1e-12)
        #expect((crossEntropy(logits, labels.to(.uint8)).item() - losses.reduce(0, +) / 3).magnitude < 1e-12)

        let smooth = (0..<3).map { row in
            0.9 * losses[row] - 0.1 * logs[row].reduce(0, +) / 4
        }
        #expect(distance(crossEntropy(logits, labels, smoothing: 0.1, reduction: .none).doubles(), smooth) < 1e-12)

        let weights = [0.5, 2, 1, 3]
        let weighted = (0..<3).map { weights[right[$0]] * losses[$0] }.reduce(0, +) / (2 + 3 + 0.5)
        #expect((crossEntropy(logits, labels, weights: Tensor(weights)).item() - weighted).magnitude < 1e-12)

        let part = crossEntropy(logits, labels, ignoring: 3).item()
        #expect((part - (losses[0] + losses[2]) / 2).magnitude < 1e-12)

        let fromLogs = negativeLogLikelihood(logits.logSoftmax(along: 1), labels).item()
        #expect((fromLogs - losses.reduce(0, +) / 3).magnitude < 1e-12)
    }

    @Test("Cross entropy against probabilities is its definition; hard ones give the hard loss")
    func soft() {
        let targets = sample([3, 4], seed: 2).softmax(along: 1)
        let t = Plain(targets)
        let losses = (0..<3).map { row in -(0..<4).reduce(0) { $0 + t[row, $1] * logs[row][$1] } }
        #expect(distance(softmaxCrossEntropy(logits, targets, reduction: .none).doubles(), losses) < 1e-12)
        let hard = softmaxCrossEntropy(logits, labels.oneHot(classes: 4, dtype: .float64))
        #expect((hard.item() - crossEntropy(logits, labels).item()).magnitude < 1e-12)

        let divergence = klDivergence(logits.logSoftmax(along: 1), from: targets).item()
        let expected = (0..<3).reduce(0) { sum, row in
            sum + (0..<4).reduce(0) { $0 + t[row, $1] * (log(t[row, $1]) - logs[row][$1]) }
        }
        #expect((divergence - expected / 3).magnitude < 1e-12)
        #expect(klDivergence(targets.log(), from: targets).item().magnitude < 1e-12)
    }

    @Test("Binary cross entropy is its definition")
    func binary() {
        let x = sample([5]), t = Tensor([0, 1, 0.25, 1, 0])
        let losses = zip(x.doubles(), t.doubles()).map { x, t in
            -(3 * t * log(1 / (1 + exp(-x))) + (1 - t) * log(1 - 1 / (1 + exp(-x))))
        }
        let weight = Tensor([3] as [Double])
        #expect(
            distance(binaryCrossEntropy(x, t, positiveWeight: weight, reduction: .none).doubles(), losses) < 1e-12)
        // Far from zero the plain formula would overflow.
        #expect(binaryCrossEntropy(Tensor([1000.0]), Tensor([0.0])).item() == 1000)
    }

    @Test("Regression losses are their definitions")
    func regression() {
        let a = sample([6]) * 2, b = sample([6], seed: 2)
        let d = zip(a.doubles(), b.doubles()).map { ($0 - $1).magnitude }
        func found(_ loss: Tensor, _ expected: [Double]) -> Bool { distance(loss.doubles(), expected) < 1e-12 }
        #expect(found(meanSquaredError(a, b, reduction: .none), d.map { $0 * $0 }))
        #expect(found(meanAbsoluteError(a, b, reduction: .none), d))
        #expect(
            found(huber(a, b, delta: 0.7, reduction: .none), d.map { $0 < 0.7 ? $0 * $0 / 2 : 0.7 * ($0 - 0.35) }))
        #expect(
            found(smoothL1(a, b, beta: 0.7, reduction: .none), d.map { $0 < 0.7 ? $0 * $0 / 1.4 : $0 - 0.35 }))
        #expect((meanSquaredError(a, b).item() - d.map { $0 * $0 }.reduce(0, +) / 6).magnitude < 1e-12)
        // A column beside a row would broadcast to a matrix.
        #expect(throws: TensorError.self) { try Tensor.checking { meanSquaredError(a.unsqueezed(1), b) } }
    }

    @Test("Margins are their definitions")
    func margins() {
        let plain = Plain(logits), right = [1, 3, 0]
        let hinges = (0..<3).map { row in
            (0..<4).filter { $0 != right[row] }.reduce(0) {
                $0 + max(0, 0.5 - plain[row, right[row]] + plain[row, $1]) / 4
            }
        }
        #expect(distance(hinge(logits, labels, margin: 0.5, reduction: .none).doubles(), hinges) < 1e-12)
        let signs = Tensor([1, -1, 1, -1.0])
        let scores = Tensor([0.3, 0.3, 2, -2.0])
        #expect(distance(binaryHinge(scores, signs, reduction: .none).doubles(), [0.7, 1.3, 0, 0]) < 1e-12)

        let a = sample([3, 4], seed: 3), p = sample([3, 4], seed: 4), n = sample([3, 4], seed: 5)
        let near = (a - p).norm(2, along: 1).doubles(), far = (a - n).norm(2, along: 1).doubles()
        let triplets = zip(near, far).map { max(0, 1 + $0 - $1) }
        #expect(distance(triplet(a, positive: p, negative: n, reduction: .none).doubles(), triplets) < 1e-5)

        let same = Tensor([1, 0, 0])
        let pairs = zip(near, [true, false, false]).map { d, same in same ? d * d : pow(max(0, 3 - d), 2) }
        #expect(distance(contrastive(a, p, same: same, margin: 3, reduction: .none).doubles(), pairs) < 1e-4)

        let cosines = zip(
            (a * p).sum(along: 1).doubles(), zip(a.norm(2, along: 1).doubles(), p.norm(2, along: 1).doubles())
        )
        .map { 1 - $0 / ($1.0 * $1.1) }
        #expect(distance(cosineDistance(a, p, reduction: .none).doubles(), cosines) < 1e-12)
    }

    @Test("Gradients are slopes")
    func slopes() {
        let other = sample([3, 4], seed: 2)
        #expect(gradientError([logits]) { crossEntropy($0[0], labels, smoothing: 0.2) } < 1e-6)
        #expect(gradientError([logits]) { softmaxCrossEntropy($0[0], other.softmax(along: 1)) } < 1e-6)
        #expect(gradientError([logits]) { hinge($0[0], labels) } < 1e-6)
        #expect(gradientError([logits, other]) { huber($0[0], $0[1], reduction: .none) } < 1e-6)
        #expect(gradientError([logits, other]) { smoothL1($0[0], $0[1], beta: 0.3) } < 1e-6)
        #expect(gradientError([logits, other]) { meanSquaredError($0[0], $0[1]) } < 1e-6)
        #expect(gradientError([logits, other]) { cosineDistance($0[0], $0[1]) } < 1e-6)
        #expect(gradientError([logits, other]) { contrastive($0[0], $0[1], same: Tensor([1, 0, 1])) } < 1e-6)
        #expect(gradientError([logits]) { binaryCrossEntropy($0[0], other.sigmoid()) } < 1e-6)
        #expect(
            gradientError([logits]) { klDivergence($0[0].logSoftmax(along: 1), from: other.softmax(along: 1)) } < 1e-6)
    }

    @Test("Accuracy counts the highest score")
    func accuracies() {
        let scores = Tensor([1, 2, 3, 9, 0, 0, 0, 5, 1] as [Float], shape: [3, 3])
        #expect(accuracy(scores, Tensor([2, 0, 2])) == 2.0 / 3)
        #expect(accuracy(.zeros([0, 3]), .zeros([0], dtype: .int64)).isNaN)
    }

    @Test("Misuse is an error")
    func misuse() {
        #expect(throws: TensorError.self) { try Tensor.checking { crossEntropy(logits, Tensor([1, 4, 0])) } }
        #expect(throws: TensorError.self) { try Tensor.checking { crossEntropy(logits, Tensor([1, 2])) } }
        #expect(throws: TensorError.self) { try Tensor.checking { softmaxCrossEntropy(logits, labels) } }
        #expect(throws: TensorError.self) { try Tensor.checking { binaryCrossEntropy(logits, labels) } }
        #expect(throws: TensorError.self) { try Tensor.checking { binaryHinge(logits, labels) } }
    }
}
