import CFrugalTorch

extension Tensor {
    /// The largest whole number that is not greater.
    public func floor() -> Tensor { operation("floor", self, frugal_floor) }
    /// The smallest whole number that is not less.
    public func ceil() -> Tensor { operation("ceil", self, frugal_ceil) }
    /// The nearest whole number; halves go to the even one.
    public func rounded() -> Tensor { operation("rounded", self, frugal_round) }
    /// The whole number nearest towards zero.
    public func truncated() -> Tensor { operation("truncated", self, frugal_truncate) }

    /// Every element, moved to the nearest bound where it lies outside.
    public func clamped(to range: ClosedRange<Double>) -> Tensor {
        clamped(min: range.lowerBound, max: range.upperBound)
    }

    /// Every element, moved to the nearest bound where it lies outside. Nil is no bound.
    public func clamped(min low: Double? = nil, max high: Double? = nil) -> Tensor {
        operation("clamped", self) { frugal_clamp($0, low ?? .nan, high ?? .nan, $1) }
    }

    /// The greater of two, element by element, shapes broadcast.
    public static func maximum(_ a: Tensor, _ b: Tensor) -> Tensor { operation("maximum", a, b, frugal_maximum) }
    /// The lesser of two, element by element, shapes broadcast.
    public static func minimum(_ a: Tensor, _ b: Tensor) -> Tensor { operation("minimum", a, b, frugal_minimum) }

    /// What is left of a division rounded down, with the sign of the divisor.
    public static func % (a: Tensor, b: Tensor) -> Tensor { operation("remainder", a, b, frugal_remainder) }
    /// What is left of a division rounded down, with the sign of the divisor.
    public static func % (a: Tensor, b: Double) -> Tensor {
        operation("remainder", a) { frugal_remainder_scalar($0, b, $1) }
    }
    /// The quotient rounded down.
    public func floorDivided(by divisor: Tensor) -> Tensor {
        operation("floorDivided", self, divisor, frugal_floor_divide)
    }

    /// The way from here to `other`, `fraction` of it gone.
    public func interpolated(to other: Tensor, by fraction: Double) -> Tensor {
        operation("interpolated", self, other) { frugal_lerp($0, $1, fraction, $2) }
    }

    /// The same numbers, with other ones in place of NaN and the infinities.
    public func replacingNonFinite(nan: Double = 0, positive: Double = 0, negative: Double = 0) -> Tensor {
        operation("replacingNonFinite", self) { frugal_nan_to_num($0, nan, positive, negative, $1) }
    }
}
