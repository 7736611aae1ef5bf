import FrugalTensor
import Testing

/// Shapes: each element is where a loop over positions says.
struct ReshapingTests {
    let x = Tensor.arange(to: 24, dtype: .float64).reshaped(2, 3, 4)

    @Test func reshaping() {
        #expect(x.shape == [2, 3, 4] && x.rank == 3 && x.count == 24)
        expectClose(x.reshaped(6, -1), (0..<24).map(Double.init), shape: [6, 4])
        #expect(x.flattened().shape == [24])
        #expect(x.flattened(from: 1).shape == [2, 12])
        #expect(x.flattened(from: 0, through: 1).shape == [6, 4])
        #expect(x.unflattened(2, into: [2, -1]).shape == [2, 3, 2, 2])
        #expect(x.size(of: 1) == 3 && x.size(of: -1) == 4)
    }

    @Test func reordering() {
        var expected: [Double] = []
        for k in 0..<4 { for i in 0..<2 { for j in 0..<3 { expected.append(Double(i * 12 + j * 4 + k)) } } }
        expectClose(x.permuted(2, 0, 1), expected, shape: [4, 2, 3])
        expectClose(x.movedDimension(from: 2, to: 0), expected, shape: [4, 2, 3])
        expectClose(x.permuted([0, 2, 1]), x.transposed())
        expectClose(x.transposed(1, 2), x.transposed())
        #expect(x.transposed(0, 2).shape == [4, 3, 2])
    }

    @Test func lengthOne() {
        let y = x.reshaped(2, 1, 12, 1)
        #expect(y.squeezed().shape == [2, 12])
        #expect(y.squeezed(1).shape == [2, 12, 1] && y.squeezed(0).shape == [2, 1, 12, 1])
        #expect(x.unsqueezed(1).shape == [2, 1, 3, 4] && x.unsqueezed(-1).shape == [2, 3, 4, 1])
        expectClose(Tensor([1.0, 2] as [Double], shape: [2, 1]).expanded(to: [2, 3]), [1, 1, 1, 2, 2, 2])
        #expect(Tensor(1).expanded(like: x).shape == [2, 3, 4])
    }

    @Test func joining() {
        let a = Tensor([1.0, 2] as [Double], shape: [1, 2]), b = Tensor([3.0, 4] as [Double], shape: [1, 2])
        expectClose(Tensor.concatenated([a, b]), [1, 2, 3, 4], shape: [2, 2])
        expectClose(Tensor.concatenated([a, b], along: 1), [1, 2, 3, 4], shape: [1, 4])
        expectClose(Tensor.stacked([a, b]), [1, 2, 3, 4], shape: [2, 1, 2])
        expectClose(Tensor.stacked([a, b], along: -1), [1, 3, 2, 4], shape: [1, 2, 2])
    }

    @Test func cutting() {
        #expect(x.split([1, 3], along: 2).map(\.shape) == [[2, 3, 1], [2, 3, 3]])
        expectClose(x.split([1, 3], along: 2)[1], x[..., 1...])
        #expect(Tensor.zeros([7]).split(into: 3).map(\.count) == [3, 2, 2])
        #expect(Tensor.zeros([7]).chunked(by: 3).map(\.count) == [3, 3, 1])
        #expect(x.unstacked(along: 1).map(\.shape) == [[2, 4], [2, 4], [2, 4]])
        expectClose(x.unstacked(along: 1)[2], x[.all, 2])
        expectClose(x.narrowed(along: 1, from: 1, length: 2), x[.all, 1..<3])
    }

    @Test func grid() {
        let grid = Tensor.meshGrid([Tensor([1, 2]), Tensor([5, 6, 7])])
        #expect(grid[0].ints() == [1, 1, 1, 2, 2, 2] && grid[1].ints() == [5, 6, 7, 5, 6, 7])
        #expect(grid[0].shape == [2, 3])
    }
}
