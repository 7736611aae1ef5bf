import FrugalTensor
import Testing

/// Repeats, mirrors, margins and triangles.
struct RepeatingTests {
    let x = Tensor([1.0, 2, 3, 4] as [Double], shape: [2, 2])

    @Test func repeating() {
        expectClose(x.tiled(1, 2), [1, 2, 1, 2, 3, 4, 3, 4], shape: [2, 4])
        expectClose(x.repeatingElements(2, along: 1), [1, 1, 2, 2, 3, 3, 4, 4], shape: [2, 4])
        expectClose(x.flipped(along: 0), [3, 4, 1, 2])
        expectClose(x.flipped(along: 0, 1), [4, 3, 2, 1])
        expectClose(x.rolled(by: 1, along: 1), [2, 1, 4, 3])
        expectClose(Tensor([1, 2, 3]).rolled(by: -1, along: 0), [2, 3, 1])
        expectClose(x.rotated(), [2, 4, 1, 3])
        expectClose(x.rotated(quarterTurns: 2), [4, 3, 2, 1])
    }

    @Test func padding() {
        expectClose(Tensor([1.0, 2, 3] as [Double]).padded([(1, 2)], mode: .constant(9)), [9, 1, 2, 3, 9, 9])
        expectClose(x.padded([(1, 0), (0, 1)]), [0, 0, 0, 1, 2, 0, 3, 4, 0], shape: [3, 3])
        let line = Tensor([1.0, 2, 3] as [Double], shape: [1, 1, 3])
        expectClose(line.padded([(2, 1)], mode: .reflect), [3, 2, 1, 2, 3, 2])
        expectClose(line.padded([(2, 1)], mode: .replicate), [1, 1, 1, 2, 3, 3])
        expectClose(line.padded([(2, 1)], mode: .circular), [2, 3, 1, 2, 3, 1])
        #expect(x.padded(1).shape == [4, 4])
        expectClose(x.padded([(0, -1)]), [1, 3], shape: [2, 1])
    }

    @Test func windows() {
        let line = Tensor.arange(to: 6, dtype: .float64)
        expectClose(line.windows(of: 3, along: 0), [0, 1, 2, 1, 2, 3, 2, 3, 4, 3, 4, 5], shape: [4, 3])
        expectClose(line.windows(of: 2, every: 3, along: 0), [0, 1, 3, 4], shape: [2, 2])
    }

    @Test func triangles() {
        expectClose(x.lowerTriangle(), [1, 0, 3, 4])
        expectClose(x.upperTriangle(), [1, 2, 0, 4])
        expectClose(x.upperTriangle(diagonal: 1), [0, 2, 0, 0])
        expectClose(x.diagonal(), [1, 4])
        expectClose(x.diagonal(offset: -1), [3])
        expectClose(Tensor([5.0, 6] as [Double]).diagonalMatrix(), [5, 0, 0, 6], shape: [2, 2])
        expectClose(x.trace(), [5])
    }
}
