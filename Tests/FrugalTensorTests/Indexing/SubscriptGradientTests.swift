import FrugalTensor
import Testing

/// Gradients flow through reading and through writing.
struct SubscriptGradientTests {
    @Test func throughReading() {
        let x = sample([3, 4]).recordingGradients()
        let loss = x[1, 0..<2].sum() + (x[[0, 0], 3] * 2).sum() + x[x .> 100].sum()
        expectClose(gradients(of: loss, withRespectTo: [x])[0], [0, 0, 0, 4, 1, 1, 0, 0, 0, 0, 0, 0])
    }

    @Test func throughWriting() {
        let x = sample([4]).recordingGradients(), y = sample([2], seed: 2).recordingGradients()
        var z = x * 3
        z[1..<3] = y * 5
        let slopes = gradients(of: z.sum(), withRespectTo: [x, y])
        expectClose(slopes[0], [3, 0, 0, 3])
        expectClose(slopes[1], [5, 5])
    }

    @Test func intoAPlainTensor() {
        let y = sample([2]).recordingGradients()
        var z = Tensor.zeros([2, 2], dtype: .float64)
        z[1] = y.squared()
        expectClose(gradients(of: z.sum(), withRespectTo: [y])[0], y.detached() * 2)
    }

    @Test func aLeafKeepsItsValue() {
        let leaf = Tensor([1.0, 2] as [Double]).recordingGradients()
        var changed = leaf
        changed[0] = 9
        expectClose(leaf, [1, 2])
        expectClose(gradients(of: changed.sum(), withRespectTo: [leaf])[0], [0, 1])
    }
}
