import FrugalTensor
import Testing

/// Products against triple loops.
struct ProductTests {
    private func product(_ a: [[Double]], _ b: [[Double]]) -> [Double] {
        a.flatMap { row in b[0].indices.map { j in row.indices.reduce(0) { $0 + row[$1] * b[$1][j] } } }
    }

    @Test func matrices() {
        let a = sample([3, 4]), b = sample([4, 5], seed: 2)
        expectClose(a.matmul(b), product(rows(a), rows(b)), shape: [3, 5])
        expectClose(a.matmul(b[.all, 0]), a.matmul(b)[.all, 0])
        expectClose(a[0].matmul(b), a.matmul(b)[0])
    }

    @Test func batchesBroadcast() {
        let a = sample([2, 3, 4]), b = sample([4, 5], seed: 2)
        for i in 0..<2 { expectClose(a.matmul(b)[i], a[i].matmul(b)) }
        let c = sample([2, 4, 3], seed: 3)
        for i in 0..<2 { expectClose(a.matmul(c)[i], product(rows(a[i]), rows(c[i])), shape: [3, 3]) }
    }

    @Test(arguments: [DType.float32, .bfloat16, .float16])
    func lowerPrecisions(_ dtype: DType) {
        let a = sample([33, 70]), b = sample([70, 21], seed: 2)
        let tolerance = dtype == .float32 ? 1e-5 : 0.15
        let result = a.to(dtype).matmul(b.to(dtype))
        #expect(result.dtype == dtype)
        expectClose(result, a.matmul(b).doubles(), within: tolerance)
    }

    @Test func vectors() {
        let a = Tensor([1.0, 2, 3] as [Double]), b = Tensor([4.0, 5, 6] as [Double])
        expectClose(a.dot(b), [32], shape: [])
        expectClose(a.outer(Tensor([1.0, 10] as [Double])), [1, 10, 2, 20, 3, 30], shape: [3, 2])
        expectClose(a.cross(b), [-3, 6, -3])
        expectClose(Tensor([1.0, 2] as [Double], shape: [1, 2]).kronecker(b.unsqueezed(0)), [4, 5, 6, 8, 10, 12])
    }

    @Test func einstein() {
        let a = sample([2, 3, 4]), b = sample([2, 4, 5], seed: 2)
        expectClose(Tensor.einsum("bij,bjk->bik", [a, b]), a.matmul(b))
        expectClose(Tensor.einsum("bij->bji", [a]), a.transposed())
        expectClose(Tensor.einsum("bij->", [a]), a.sum())
    }

    @Test(arguments: [1.0, 2.0, 3.0])
    func distances(_ order: Double) {
        let a = sample([3, 4]), b = sample([5, 4], seed: 2)
        var expected: [Double] = []
        for i in 0..<3 { for j in 0..<5 { expected.append((a[i] - b[j]).norm(order).item()) } }
        expectClose(a.crossDistance(to: b, order: order), expected, shape: [3, 5])
    }
}
