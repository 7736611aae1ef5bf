import CFrugalTorch

// Dimensions count from 0; negative ones count from the end, so that -1 is the last.

extension Tensor {
    /// The same elements row by row in another shape. One length may be -1: it is worked out.
    public func reshaped(_ shape: [Int]) -> Tensor {
        operation("reshaped", self) { frugal_reshape($0, shape, shape.count, $1) }
    }
    /// The same elements row by row in another shape. One length may be -1: it is worked out.
    public func reshaped(_ shape: Int...) -> Tensor { reshaped(shape) }

    /// The dimensions from `first` through `last` as one.
    public func flattened(from first: Int = 0, through last: Int = -1) -> Tensor {
        operation("flattened", self) { frugal_flatten($0, first, last, $1) }
    }
    /// One dimension cut into several, whose lengths multiply to its own. One length may be -1.
    public func unflattened(_ dimension: Int, into shape: [Int]) -> Tensor {
        operation("unflattened", self) { frugal_unflatten($0, dimension, shape, shape.count, $1) }
    }

    /// Two dimensions exchanged.
    public func transposed(_ first: Int, _ second: Int) -> Tensor {
        operation("transposed", self) { frugal_transpose($0, first, second, $1) }
    }
    /// The last two dimensions exchanged: the transpose of a matrix, or of every matrix in a batch.
    public func transposed() -> Tensor { transposed(-2, -1) }
    /// The dimensions in another order: `permuted(0, 2, 3, 1)`.
    public func permuted(_ order: [Int]) -> Tensor {
        operation("permuted", self) { frugal_permute($0, order, order.count, $1) }
    }
    /// The dimensions in another order: `permuted(0, 2, 3, 1)`.
    public func permuted(_ order: Int...) -> Tensor { permuted(order) }
    /// One dimension moved to another place; the rest keep their order.
    public func movedDimension(from: Int, to: Int) -> Tensor {
        operation("movedDimension", self) { frugal_move_dimension($0, from, to, $1) }
    }

    /// Without the dimensions of length one.
    public func squeezed() -> Tensor { operation("squeezed", self, frugal_squeeze) }
    /// Without a dimension, if its length is one.
    public func squeezed(_ dimension: Int) -> Tensor {
        operation("squeezed", self) { frugal_squeeze_dimension($0, dimension, $1) }
    }
    /// With a new dimension of length one at this place.
    public func unsqueezed(_ dimension: Int) -> Tensor {
        operation("unsqueezed", self) { frugal_unsqueeze($0, dimension, $1) }
    }
    /// Dimensions of length one seen as longer ones, without a copy. A length of -1 stays as it is.
    public func expanded(to shape: [Int]) -> Tensor {
        operation("expanded", self) { frugal_expand($0, shape, shape.count, $1) }
    }
    /// Seen with the shape of another tensor, without a copy.
    public func expanded(like other: Tensor) -> Tensor { expanded(to: other.shape) }
}
