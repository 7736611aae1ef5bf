import CFrugalTorch

// Matrices are the last two dimensions; those before are batches. A decomposition that does not exist, as of a singular
// matrix, fails with `TensorError.Code.numeric`.

extension Tensor {
    /// The lower triangle L of a symmetric positive matrix, L Lᵀ.
    public func cholesky() -> Tensor { operation("cholesky", self, frugal_cholesky) }

    /// Orthogonal columns Q and an upper triangle R, whose product is the matrix.
    public func qr() -> (q: Tensor, r: Tensor) {
        let results = operation("qr", [self], results: 2) { list, _, outs in frugal_qr(list[0], outs) }
        return (results[0], results[1])
    }

    /// Singular values: the matrix is `u` times the diagonal of `values`, descending, times `vTransposed`.
    /// - Parameter full: whether `u` and `vTransposed` are square, even where the matrix is not.
    public func svd(full: Bool = false) -> (u: Tensor, values: Tensor, vTransposed: Tensor) {
        let results = operation("svd", [self], results: 3) { list, _, outs in frugal_svd(list[0], full, outs) }
        return (results[0], results[1], results[2])
    }

    /// Eigenvalues, ascending, and eigenvectors, in columns, of a symmetric matrix; only its lower triangle is read.
    public func symmetricEigen() -> (values: Tensor, vectors: Tensor) {
        let results = operation("symmetricEigen", [self], results: 2) { list, _, outs in
            frugal_eigen_symmetric(list[0], outs)
        }
        return (results[0], results[1])
    }

    /// The determinant.
    public func determinant() -> Tensor { operation("determinant", self, frugal_determinant) }
    /// The sign of the determinant and the logarithm of its absolute value, without overflow.
    public func logDeterminant() -> (sign: Tensor, logarithm: Tensor) {
        let results = operation("logDeterminant", [self], results: 2) { list, _, outs in
            frugal_log_determinant(list[0], outs)
        }
        return (results[0], results[1])
    }
    /// The number of singular values that are not rounding: int64.
    public func matrixRank() -> Tensor { operation("matrixRank", self, frugal_matrix_rank) }
}
