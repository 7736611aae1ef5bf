import CFrugalTorch

extension Tensor {
    /// The greatest element.
    public func max() -> Tensor { max(along: []) }
    /// The greatest elements over dimensions, which disappear or are kept with length one.
    public func max(along dimensions: Int..., keepingDimensions keep: Bool = false) -> Tensor {
        max(along: dimensions, keepingDimensions: keep)
    }
    /// The greatest elements over a list of dimensions.
    public func max(along dimensions: [Int], keepingDimensions keep: Bool = false) -> Tensor {
        operation("max", self) { frugal_maximum_over($0, dimensions, dimensions.count, keep, $1) }
    }
    /// The least element.
    public func min() -> Tensor { min(along: []) }
    /// The least elements over dimensions, which disappear or are kept with length one.
    public func min(along dimensions: Int..., keepingDimensions keep: Bool = false) -> Tensor {
        min(along: dimensions, keepingDimensions: keep)
    }
    /// The least elements over a list of dimensions.
    public func min(along dimensions: [Int], keepingDimensions keep: Bool = false) -> Tensor {
        operation("min", self) { frugal_minimum_over($0, dimensions, dimensions.count, keep, $1) }
    }

    /// Where the greatest element stands among all, counted row by row: int64.
    public func argMax() -> Tensor { operation("argMax", self) { frugal_arg_maximum($0, 0, true, false, $1) } }
    /// Where the greatest element along a dimension stands: int64.
    public func argMax(along dimension: Int, keepingDimensions keep: Bool = false) -> Tensor {
        operation("argMax", self) { frugal_arg_maximum($0, dimension, false, keep, $1) }
    }
    /// Where the least element stands among all, counted row by row: int64.
    public func argMin() -> Tensor { operation("argMin", self) { frugal_arg_minimum($0, 0, true, false, $1) } }
    /// Where the least element along a dimension stands: int64.
    public func argMin(along dimension: Int, keepingDimensions keep: Bool = false) -> Tensor {
        operation("argMin", self) { frugal_arg_minimum($0, dimension, false, keep, $1) }
    }

    /// The greatest elements along a dimension and where they stand.
    public func maxWithIndices(along dimension: Int, keepingDimensions keep: Bool = false) -> (
        values: Tensor, indices: Tensor
    ) { pair("maxWithIndices") { frugal_maximum_with_indices($0, dimension, keep, $1) } }
    /// The least elements along a dimension and where they stand.
    public func minWithIndices(along dimension: Int, keepingDimensions keep: Bool = false) -> (
        values: Tensor, indices: Tensor
    ) { pair("minWithIndices") { frugal_minimum_with_indices($0, dimension, keep, $1) } }

    /// An operation with two results.
    func pair(_ name: StaticString, _ call: (Pointer, Out) -> frugal_status) -> (values: Tensor, indices: Tensor) {
        let results = operation(name, [self], results: 2) { list, _, outs in call(list[0], outs) }
        return (results[0], results[1])
    }
}
