import CFrugalTorch

extension Tensor {
    /// The matrix product. Vectors count as rows on the left and columns on the right; dimensions before the last two
    /// are batches and broadcast.
    public func matmul(_ other: Tensor) -> Tensor { operation("matmul", self, other, frugal_matmul) }

    /// The sum of the products of two vectors.
    public func dot(_ other: Tensor) -> Tensor { operation("dot", self, other, frugal_dot) }

    /// Every element of one vector times every element of another: `[n]` and `[m]` make `[n, m]`.
    public func outer(_ other: Tensor) -> Tensor { operation("outer", self, other, frugal_outer) }

    /// The product of three-dimensional vectors along the last dimension.
    public func cross(_ other: Tensor) -> Tensor { operation("cross", self, other, frugal_cross_product) }

    /// The Kronecker product: every element of one matrix times the whole other.
    public func kronecker(_ other: Tensor) -> Tensor { operation("kronecker", self, other, frugal_kronecker) }

    /// Einstein's summation: `einsum("bij,bjk->bik", [a, b])`.
    public static func einsum(_ equation: String, _ tensors: [Tensor]) -> Tensor {
        operation("einsum", tensors, results: 1) { frugal_einsum(equation, $0, $1, $2) }[0]
    }

    /// The distances of every row here from every row of `other`: `[…, n, d]` and `[…, m, d]` make `[…, n, m]`.
    /// - Parameter order: 2 for Euclidean, 1 for the sum of absolute differences.
    public func crossDistance(to other: Tensor, order: Double = 2) -> Tensor {
        operation("crossDistance", self, other) { frugal_cross_distance($0, $1, order, $2) }
    }
}
