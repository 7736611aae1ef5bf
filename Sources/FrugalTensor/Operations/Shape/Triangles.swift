import CFrugalTorch

extension Tensor {
    /// The matrix with zeros above a diagonal: 0 is the main one, positive ones lie above it.
    public func lowerTriangle(diagonal: Int = 0) -> Tensor {
        operation("lowerTriangle", self) { frugal_lower_triangle($0, diagonal, $1) }
    }
    /// The matrix with zeros below a diagonal: 0 is the main one, positive ones lie above it.
    public func upperTriangle(diagonal: Int = 0) -> Tensor {
        operation("upperTriangle", self) { frugal_upper_triangle($0, diagonal, $1) }
    }
    /// The elements on a diagonal of the last two dimensions.
    public func diagonal(offset: Int = 0) -> Tensor {
        operation("diagonal", self) { frugal_diagonal($0, offset, -2, -1, $1) }
    }
    /// Matrices with the vectors along the last dimension on a diagonal and zeros elsewhere.
    public func diagonalMatrix(offset: Int = 0) -> Tensor {
        operation("diagonalMatrix", self) { frugal_diagonal_matrix($0, offset, $1) }
    }
    /// The sum of the elements on the main diagonal of a matrix.
    public func trace() -> Tensor { operation("trace", self, frugal_trace) }
}
