import CFrugalTorch

// Indices are int64 and count from zero.

extension Tensor {
    /// Along a dimension, the element that each index names: the result has the shape of `indices`.
    public func gathered(along dimension: Int, at indices: Tensor) -> Tensor {
        operation("gathered", self, indices) { frugal_gather($0, dimension, $1, $2) }
    }
    /// The slices along a dimension that a vector of indices names, in its order.
    public func indexSelected(along dimension: Int = 0, at indices: Tensor) -> Tensor {
        operation("indexSelected", self, indices) { frugal_index_select($0, dimension, $1, $2) }
    }

    /// These elements, with `values` put where the indices point along a dimension.
    public func scattering(_ values: Tensor, along dimension: Int, at indices: Tensor) -> Tensor {
        operation("scattering", self, indices, values) { frugal_scatter($0, dimension, $1, $2, $3) }
    }
    /// These elements, with `values` added where the indices point along a dimension.
    public func scatterAdding(_ values: Tensor, along dimension: Int, at indices: Tensor) -> Tensor {
        operation("scatterAdding", self, indices, values) { frugal_scatter_add($0, dimension, $1, $2, $3) }
    }
    /// These slices, with those of `values` added to the ones that a vector of indices names.
    public func indexAdding(_ values: Tensor, along dimension: Int = 0, at indices: Tensor) -> Tensor {
        operation("indexAdding", self, indices, values) { frugal_index_add($0, dimension, $1, $2, $3) }
    }
    /// These slices, with those of `values` in place of the ones that a vector of indices names.
    public func indexReplacing(_ values: Tensor, along dimension: Int = 0, at indices: Tensor) -> Tensor {
        operation("indexReplacing", self, indices, values) { frugal_index_copy($0, dimension, $1, $2, $3) }
    }

    /// The elements where a mask is true, as a vector.
    public func masked(by mask: Tensor) -> Tensor { operation("masked", self, mask, frugal_masked_select) }
    /// The positions of the elements that differ from zero: `[count, rank]`, int64.
    public func nonzero() -> Tensor { operation("nonzero", self, frugal_nonzero) }

    /// For labels from 0 to `classes` - 1, a last dimension of zeros with a one at the label.
    public func oneHot(classes: Int, dtype: DType = .float32) -> Tensor {
        operation("oneHot", self) { frugal_one_hot($0, classes, dtype.engineCode, $1) }
    }
}
