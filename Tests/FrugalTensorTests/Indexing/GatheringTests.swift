import FrugalTensor
import Testing

/// Selection by tensors of indices.
struct GatheringTests {
    let x = Tensor([1.0, 2, 3, 4, 5, 6] as [Double], shape: [2, 3])

    @Test func gathering() {
        expectClose(x.gathered(along: 1, at: Tensor([2, 0, 1, 1], shape: [2, 2])), [3, 1, 5, 5], shape: [2, 2])
        expectClose(x.gathered(along: 0, at: Tensor([1, 0, 1], shape: [1, 3])), [4, 2, 6], shape: [1, 3])
        expectClose(x.indexSelected(at: Tensor([1, 1, 0])), [4, 5, 6, 4, 5, 6, 1, 2, 3], shape: [3, 3])
        expectClose(x.indexSelected(along: 1, at: Tensor([2])), [3, 6], shape: [2, 1])
    }

    @Test func scattering() {
        let indices = Tensor([0, 0, 2], shape: [1, 3]), values = Tensor([10.0, 20, 30] as [Double], shape: [1, 3])
        expectClose(x.scatterAdding(values, along: 1, at: indices), [31, 2, 33, 4, 5, 6])
        expectClose(x.scattering(values, along: 1, at: Tensor([2, 1, 0], shape: [1, 3])), [30, 20, 10, 4, 5, 6])
        let rows = Tensor([10.0, 20, 30, 40, 50, 60] as [Double], shape: [2, 3])
        expectClose(x.indexAdding(rows, at: Tensor([1, 1])), [1, 2, 3, 54, 75, 96])
        expectClose(x.indexReplacing(rows, at: Tensor([1, 0])), [40, 50, 60, 10, 20, 30])
    }

    @Test func masks() {
        expectClose(x.masked(by: x .> 3), [4, 5, 6], shape: [3])
        expectClose((x .> 4).nonzero(), [1, 1, 1, 2], shape: [2, 2])
    }

    @Test func oneHot() {
        let labels = Tensor([2, 0])
        expectClose(labels.oneHot(classes: 3), [0, 0, 1, 1, 0, 0], shape: [2, 3])
        #expect(labels.oneHot(classes: 3, dtype: .bool).dtype == .bool)
        #expect(labels.reshaped(2, 1).oneHot(classes: 4).shape == [2, 1, 4])
        #expect(throws: TensorError.self) { try Tensor.checking { labels.oneHot(classes: 2) } }
        #expect(throws: TensorError.self) { try Tensor.checking { Tensor([-1]).oneHot(classes: 2) } }
    }
}
