import CFrugalTorch

// `correction` is taken from the number of elements before dividing: 1 estimates the spread of what a sample came from,
// 0 is the spread of the numbers themselves.

extension Tensor {
    /// The variance of all elements.
    public func variance(correction: Double = 1) -> Tensor { variance(along: [], correction: correction) }
    /// The variance over dimensions.
    public func variance(
        along dimensions: Int..., correction: Double = 1, keepingDimensions keep: Bool = false
    ) -> Tensor { variance(along: dimensions, correction: correction, keepingDimensions: keep) }
    /// The variance over a list of dimensions.
    public func variance(
        along dimensions: [Int], correction: Double = 1, keepingDimensions keep: Bool = false
    ) -> Tensor {
        operation("variance", self) { frugal_variance($0, dimensions, dimensions.count, correction, keep, $1) }
    }

    /// The standard deviation of all elements.
    public func deviation(correction: Double = 1) -> Tensor { deviation(along: [], correction: correction) }
    /// The standard deviation over dimensions.
    public func deviation(
        along dimensions: Int..., correction: Double = 1, keepingDimensions keep: Bool = false
    ) -> Tensor { deviation(along: dimensions, correction: correction, keepingDimensions: keep) }
    /// The standard deviation over a list of dimensions.
    public func deviation(
        along dimensions: [Int], correction: Double = 1, keepingDimensions keep: Bool = false
    ) -> Tensor {
        operation("deviation", self) { frugal_deviation($0, dimensions, dimensions.count, correction, keep, $1) }
    }

    /// The values below which these fractions of all elements lie, linear between elements.
    /// - Parameter fractions: from 0 to 1.
    public func quantiles(_ fractions: [Double]) -> Tensor {
        operation("quantiles", self) { frugal_quantile($0, fractions, fractions.count, 0, true, $1) }
    }
    /// The values below which these fractions of the elements along a dimension lie: the fractions become the first
    /// dimension of the result.
    public func quantiles(_ fractions: [Double], along dimension: Int) -> Tensor {
        operation("quantiles", self) { frugal_quantile($0, fractions, fractions.count, dimension, false, $1) }
    }
    /// The middle elements along a dimension (the lower one of two) and where they stand.
    public func median(along dimension: Int, keepingDimensions keep: Bool = false) -> (values: Tensor, indices: Tensor)
    {
        pair("median") { frugal_median($0, dimension, keep, $1) }
    }
    /// The middle element of all (the lower one of two).
    public func median() -> Tensor { flattened().median(along: 0).values }
    /// The most frequent elements along a dimension (the least of equals) and where one of them stands.
    public func mode(along dimension: Int, keepingDimensions keep: Bool = false) -> (values: Tensor, indices: Tensor) {
        pair("mode") { frugal_mode($0, dimension, keep, $1) }
    }

    /// How many elements fall into each of `bins` even parts of a range, both ends included; others do not count.
    public func histogram(bins: Int, in range: ClosedRange<Double>) -> Tensor {
        operation("histogram", self) { frugal_histogram($0, bins, range.lowerBound, range.upperBound, $1) }
    }
    /// How often each whole number from 0 occurs, or the sum of the weights where it does.
    /// - Parameter smallestLength: the least length of the result.
    public func binCounts(weights: Tensor? = nil, smallestLength: Int = 0) -> Tensor {
        weights.withOptionalHandle { weights in
            operation("binCounts", self) { frugal_bin_count($0, weights, smallestLength, $1) }
        }
    }
}
