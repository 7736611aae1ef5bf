import CFrugalTorch

// Dotted, as with SIMD vectors: one truth value an element, not one for all.

extension Tensor {
    /// Where the two are equal: bool, shapes broadcast.
    public static func .== (a: Tensor, b: Tensor) -> Tensor { operation("equal", a, b, frugal_equal) }
    /// Where the two are equal: bool.
    public static func .== (a: Tensor, b: Double) -> Tensor {
        operation("equal", a) { frugal_equal_scalar($0, b, $1) }
    }
    /// Where the two differ: bool, shapes broadcast.
    public static func .!= (a: Tensor, b: Tensor) -> Tensor { operation("notEqual", a, b, frugal_not_equal) }
    /// Where the two differ: bool.
    public static func .!= (a: Tensor, b: Double) -> Tensor {
        operation("notEqual", a) { frugal_not_equal_scalar($0, b, $1) }
    }
    /// Where the left is less: bool, shapes broadcast.
    public static func .< (a: Tensor, b: Tensor) -> Tensor { operation("less", a, b, frugal_less) }
    /// Where the left is less: bool.
    public static func .< (a: Tensor, b: Double) -> Tensor {
        operation("less", a) { frugal_less_scalar($0, b, $1) }
    }
    /// Where the left is less or equal: bool, shapes broadcast.
    public static func .<= (a: Tensor, b: Tensor) -> Tensor { operation("lessEqual", a, b, frugal_less_equal) }
    /// Where the left is less or equal: bool.
    public static func .<= (a: Tensor, b: Double) -> Tensor {
        operation("lessEqual", a) { frugal_less_equal_scalar($0, b, $1) }
    }
    /// Where the left is greater: bool, shapes broadcast.
    public static func .> (a: Tensor, b: Tensor) -> Tensor { operation("greater", a, b, frugal_greater) }
    /// Where the left is greater: bool.
    public static func .> (a: Tensor, b: Double) -> Tensor {
        operation("greater", a) { frugal_greater_scalar($0, b, $1) }
    }
    /// Where the left is greater or equal: bool, shapes broadcast.
    public static func .>= (a: Tensor, b: Tensor) -> Tensor { operation("greaterEqual", a, b, frugal_greater_equal) }
    /// Where the left is greater or equal: bool.
    public static func .>= (a: Tensor, b: Double) -> Tensor {
        operation("greaterEqual", a) { frugal_greater_equal_scalar($0, b, $1) }
    }

    /// Where both are true; numbers count as true unless zero.
    public static func .& (a: Tensor, b: Tensor) -> Tensor { operation("and", a, b, frugal_logical_and) }
    /// Where either is true; numbers count as true unless zero.
    public static func .| (a: Tensor, b: Tensor) -> Tensor { operation("or", a, b, frugal_logical_or) }
    /// Where exactly one is true; numbers count as true unless zero.
    public static func .^ (a: Tensor, b: Tensor) -> Tensor { operation("exclusiveOr", a, b, frugal_logical_xor) }
    /// The opposite: true where an element is false or zero.
    public static prefix func .! (a: Tensor) -> Tensor { operation("not", a, frugal_logical_not) }

    /// Where an element is not a number.
    public func isNaN() -> Tensor { operation("isNaN", self, frugal_is_nan) }
    /// Where an element is neither infinite nor NaN.
    public func isFinite() -> Tensor { operation("isFinite", self, frugal_is_finite) }
    /// Where an element is infinite.
    public func isInfinite() -> Tensor { operation("isInfinite", self, frugal_is_infinite) }

    /// Where the two differ by at most `absolute + relative * |b|`.
    public func isClose(to other: Tensor, relative: Double = 1e-5, absolute: Double = 1e-8) -> Tensor {
        operation("isClose", self, other) { frugal_is_close($0, $1, relative, absolute, $2) }
    }

    /// Whether the shapes are the same and all elements are equal. False for a failed result.
    public func elementsEqual(_ other: Tensor) -> Bool {
        var equal = false
        let status = withHandle { a in other.withHandle { b in frugal_all_equal(a, b, &equal) } }
        if status != FRUGAL_OK { fail("elementsEqual", status, [self, other]) }
        return equal
    }
}

/// The opposite of every truth value.
prefix operator .!
