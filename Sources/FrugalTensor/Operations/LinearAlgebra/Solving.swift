import CFrugalTorch

extension Tensor {
    /// The inverse of a square matrix.
    public func inverse() -> Tensor { operation("inverse", self, frugal_inverse) }
    /// The Moore-Penrose inverse of any matrix.
    public func pseudoInverse() -> Tensor { operation("pseudoInverse", self, frugal_pseudo_inverse) }

    /// X in A X = B, where this is A, square. B is a vector or a matrix.
    public func solve(_ b: Tensor) -> Tensor { operation("solve", self, b, frugal_solve) }
    /// X in A X = B, where this is A, of which only one triangle is read. B is a matrix.
    public func solveTriangular(_ b: Tensor, upper: Bool) -> Tensor {
        operation("solveTriangular", self, b) { frugal_solve_triangular($0, $1, upper, $2) }
    }
    /// X for which A X is nearest to B, where this is A, with at least as many rows as columns and of full rank. B is a
    /// matrix.
    public func leastSquares(_ b: Tensor) -> Tensor { operation("leastSquares", self, b, frugal_least_squares) }

    /// A square matrix times itself `power` times; a negative power inverts.
    public func matrixPower(_ power: Int) -> Tensor {
        operation("matrixPower", self) { frugal_matrix_power($0, power, $1) }
    }
    /// The exponential series of a square matrix.
    public func matrixExp() -> Tensor { operation("matrixExp", self, frugal_matrix_exp) }
}
