import CFrugalTorch

// Every reduction comes over all elements, over named dimensions (`along: 0, 2`) and over a list of them; an empty list
// means all.

extension Tensor {
    /// The sum of all elements.
    public func sum() -> Tensor { sum(along: []) }
    /// The sum over dimensions, which disappear or are kept with length one.
    public func sum(along dimensions: Int..., keepingDimensions keep: Bool = false) -> Tensor {
        sum(along: dimensions, keepingDimensions: keep)
    }
    /// The sum over a list of dimensions.
    public func sum(along dimensions: [Int], keepingDimensions keep: Bool = false) -> Tensor {
        operation("sum", self) { frugal_sum($0, dimensions, dimensions.count, keep, $1) }
    }

    /// The mean of all elements.
    public func mean() -> Tensor { mean(along: []) }
    /// The mean over dimensions, which disappear or are kept with length one.
    public func mean(along dimensions: Int..., keepingDimensions keep: Bool = false) -> Tensor {
        mean(along: dimensions, keepingDimensions: keep)
    }
    /// The mean over a list of dimensions.
    public func mean(along dimensions: [Int], keepingDimensions keep: Bool = false) -> Tensor {
        operation("mean", self) { frugal_mean($0, dimensions, dimensions.count, keep, $1) }
    }

    /// The product of all elements.
    public func product() -> Tensor { operation("product", self) { frugal_product($0, 0, true, false, $1) } }
    /// The product over one dimension.
    public func product(along dimension: Int, keepingDimensions keep: Bool = false) -> Tensor {
        operation("product", self) { frugal_product($0, dimension, false, keep, $1) }
    }

    /// `log(sum(exp(x)))` over dimensions, without overflow.
    public func logSumExp(along dimensions: Int..., keepingDimensions keep: Bool = false) -> Tensor {
        operation("logSumExp", self) { frugal_log_sum_exp($0, dimensions, dimensions.count, keep, $1) }
    }

    /// The norm of all elements as one vector: 2 for length, 1 for the sum of absolute values, infinity for the largest.
    public func norm(_ order: Double = 2) -> Tensor { norm(order, along: []) }
    /// The norm of the vectors along dimensions.
    public func norm(_ order: Double = 2, along dimensions: Int..., keepingDimensions keep: Bool = false) -> Tensor {
        norm(order, along: dimensions, keepingDimensions: keep)
    }
    /// The norm of the vectors along a list of dimensions.
    public func norm(_ order: Double = 2, along dimensions: [Int], keepingDimensions keep: Bool = false) -> Tensor {
        operation("norm", self) { frugal_norm($0, order, dimensions, dimensions.count, keep, $1) }
    }

    /// Whether all elements are true, or differ from zero.
    public func all() -> Tensor { operation("all", self) { frugal_all($0, [], 0, false, $1) } }
    /// Whether all elements along dimensions are true, or differ from zero.
    public func all(along dimensions: Int..., keepingDimensions keep: Bool = false) -> Tensor {
        operation("all", self) { frugal_all($0, dimensions, dimensions.count, keep, $1) }
    }
    /// Whether any element is true, or differs from zero.
    public func any() -> Tensor { operation("any", self) { frugal_any($0, [], 0, false, $1) } }
    /// Whether any element along dimensions is true, or differs from zero.
    public func any(along dimensions: Int..., keepingDimensions keep: Bool = false) -> Tensor {
        operation("any", self) { frugal_any($0, dimensions, dimensions.count, keep, $1) }
    }
}
