import FrugalTensor
import Testing

/// Decompositions: their factors have the promised form and multiply to the matrix.
struct DecompositionTests {
    let a = sample([4, 4]), tall = sample([5, 3], seed: 2)
    var positive: Tensor { a.matmul(a.transposed()) + Tensor.eye(4, dtype: .float64) }
    let one = Tensor.eye(4, dtype: .float64)

    @Test func cholesky() {
        let l = positive.cholesky()
        expectClose(l.matmul(l.transposed()), positive)
        expectClose(l.upperTriangle(diagonal: 1), Tensor.zeros([4, 4], dtype: .float64))
    }

    @Test func qr() {
        let (q, r) = tall.qr()
        expectClose(q.matmul(r), tall)
        expectClose(q.transposed().matmul(q), Tensor.eye(3, dtype: .float64))
        expectClose(r.lowerTriangle(diagonal: -1), Tensor.zeros([3, 3], dtype: .float64))
    }

    @Test func svd() {
        let (u, values, vTransposed) = tall.svd()
        expectClose((u * values).matmul(vTransposed), tall)
        expectClose(values, values.sorted(descending: true))
        #expect(tall.svd(full: true).u.shape == [5, 5])
        #expect(tall.matrixRank().itemInt() == 3)
    }

    @Test func eigen() {
        let (values, vectors) = positive.symmetricEigen()
        expectClose((vectors * values).matmul(vectors.transposed()), positive)
        expectClose(values, values.sorted())
    }

    @Test func determinants() {
        let m = Tensor([1.0, 2, 3, 4] as [Double], shape: [2, 2])
        expectClose(m.determinant(), [-2])
        let log = m.logDeterminant()
        expectClose(log.sign, [-1])
        expectClose(log.logarithm.exp(), [2])
    }

    @Test func inverses() {
        expectClose(a.inverse().matmul(a), one)
        expectClose(tall.pseudoInverse().matmul(tall), Tensor.eye(3, dtype: .float64))
        expectClose(a.matrixPower(3), a.matmul(a).matmul(a))
        expectClose(a.matrixPower(-1), a.inverse())
        expectClose(Tensor([0.0, 1, 0, 0] as [Double], shape: [2, 2]).matrixExp(), [1, 1, 0, 1])
    }

    @Test func solving() {
        let b = sample([4, 2], seed: 5)
        expectClose(a.matmul(a.solve(b)), b)
        expectClose(a.matmul(a.solve(b[.all, 0])), b[.all, 0])
        let lower = positive.cholesky()
        expectClose(lower.matmul(lower.solveTriangular(b, upper: false)), b)
        let target = sample([5, 2], seed: 6)
        let best = tall.leastSquares(target)
        // The error of the best fit is orthogonal to all columns.
        expectClose(tall.transposed().matmul(tall.matmul(best) - target), Tensor.zeros([3, 2], dtype: .float64))
    }

    @Test func whatDoesNotExistIsANumericError() {
        let singular = Tensor.ones([2, 2])
        let error = #expect(throws: TensorError.self) { try Tensor.checking { singular.inverse() } }
        #expect(error?.code == .numeric && error?.operation == "inverse")
        let negative = #expect(throws: TensorError.self) { try Tensor.checking { (-Tensor.eye(2)).cholesky() } }
        #expect(negative?.code == .numeric)
    }
}
