import CFrugalTorch

extension Tensor {
    /// The elements along a dimension in order, equal ones as they stood.
    public func sorted(along dimension: Int = -1, descending: Bool = false) -> Tensor {
        sortedWithIndices(along: dimension, descending: descending).values
    }
    /// Where the elements of ``sorted(along:descending:)`` stood: int64.
    public func argSort(along dimension: Int = -1, descending: Bool = false) -> Tensor {
        sortedWithIndices(along: dimension, descending: descending).indices
    }
    /// The elements along a dimension in order, and where they stood.
    public func sortedWithIndices(along dimension: Int = -1, descending: Bool = false) -> (
        values: Tensor, indices: Tensor
    ) { pair("sorted") { frugal_sort($0, dimension, descending, $1) } }

    /// The `count` greatest (or least) elements along a dimension, best first, and where they stand.
    public func top(_ count: Int, along dimension: Int = -1, largest: Bool = true) -> (values: Tensor, indices: Tensor)
    {
        pair("top") { frugal_top($0, count, dimension, largest, $1) }
    }

    /// The distinct elements in order, for every element of this tensor its place among them, and how often each occurs.
    public func unique() -> (values: Tensor, inverse: Tensor, counts: Tensor) {
        let results = operation("unique", [self], results: 3) { list, _, outs in frugal_unique(list[0], outs) }
        return (results[0], results[1], results[2])
    }

    /// For every value, how many of the boundaries (sorted along the last dimension) lie below it.
    /// - Parameter right: whether boundaries equal to the value count too.
    public func searchSorted(_ values: Tensor, right: Bool = false) -> Tensor {
        operation("searchSorted", self, values) { frugal_search_sorted($0, $1, right, $2) }
    }

    /// The sum of all elements up to each, along a dimension.
    public func cumulativeSum(along dimension: Int) -> Tensor {
        operation("cumulativeSum", self) { frugal_cumulative_sum($0, dimension, $1) }
    }
    /// The product of all elements up to each, along a dimension.
    public func cumulativeProduct(along dimension: Int) -> Tensor {
        operation("cumulativeProduct", self) { frugal_cumulative_product($0, dimension, $1) }
    }
    /// The greatest of all elements up to each, along a dimension.
    public func cumulativeMax(along dimension: Int) -> Tensor {
        operation("cumulativeMax", self) { frugal_cumulative_maximum($0, dimension, $1) }
    }
    /// Each element less the one before it, along a dimension, which gets shorter by one.
    public func differences(along dimension: Int = -1) -> Tensor {
        operation("differences", self) { frugal_difference($0, dimension, $1) }
    }
}
