import FrugalTensor
import Testing

/// Gradients of gradients, and what is recorded when.
struct SecondOrderTests {
    @Test func secondDerivativeOfACube() {
        let x = Tensor([1.0, 2, 3] as [Double]).recordingGradients()
        let first = gradients(of: x.pow(3).sum(), withRespectTo: [x], createGraph: true)[0]
        expectClose(first, [3, 12, 27])
        let second = gradients(of: first.sum(), withRespectTo: [x], createGraph: true)[0]
        expectClose(second, [6, 12, 18])
        expectClose(gradients(of: second.sum(), withRespectTo: [x])[0], [6, 6, 6])
    }

    @Test func throughAStepOfGradientDescent() {
        // Loss after one step on w²/2 · a with rate r: w' = w (1 - r a), d(w'²)/dw = 2 w (1 - r a)².
        let w = Tensor([2.0] as [Double]).recordingGradients()
        let inner = gradients(of: (w.squared() * 1.5).sum(), withRespectTo: [w], createGraph: true)[0]
        let after = w - inner * 0.1
        expectClose(gradients(of: after.squared().sum(), withRespectTo: [w])[0], [2 * 2 * 0.7 * 0.7])
    }

    @Test func matrixProductTwice() {
        let a = sample([3, 4]).recordingGradients(), b = sample([4, 2], seed: 2).recordingGradients()
        let first = gradients(of: a.matmul(b).squared().sum(), withRespectTo: [a], createGraph: true)[0]
        let mixed = gradients(of: first.sum(), withRespectTo: [b])[0]
        let step = 1e-6
        var moved = b.doubles()
        moved[3] += step
        let shifted = gradients(
            of: a.matmul(Tensor(moved, shape: [4, 2])).squared().sum(), withRespectTo: [a])[0]
        let difference = (shifted.sum().item() - first.sum().item()) / step
        #expect(abs(mixed.doubles()[3] - difference) < 1e-4)
    }

    @Test func unusedInputsGetZeros() {
        let used = sample([2]).recordingGradients(), unused = sample([3]).recordingGradients()
        let slopes = gradients(of: used.sum(), withRespectTo: [used, unused])
        expectClose(slopes[0], [1, 1])
        expectClose(slopes[1], [0, 0, 0])
    }

    @Test func seedsWeighTheOutputs() {
        let x = sample([2]).recordingGradients()
        let slope = gradients(of: x * 3, withRespectTo: [x], seed: Tensor([1.0, 10] as [Double]))[0]
        expectClose(slope, [3, 30])
    }

    @Test func aGraphIsUsedOnceUnlessKept() throws {
        let x = sample([2]).recordingGradients()
        let loss = x.exp().sum()
        _ = gradients(of: loss, withRespectTo: [x], keepGraph: true)
        _ = gradients(of: loss, withRespectTo: [x])
        #expect(throws: TensorError.self) { try Tensor.checking { gradients(of: loss, withRespectTo: [x])[0] } }
    }

    @Test func detachedHasNoHistory() {
        let x = sample([2]).recordingGradients()
        #expect(x.requiresGradient && (x * 2).requiresGradient)
        #expect(!(x * 2).detached().requiresGradient)
        #expect(x.detached().sharesMemory(with: x))
        expectClose(gradients(of: (x * (x * 2).detached()).sum(), withRespectTo: [x])[0], x.detached() * 2)
    }
}
