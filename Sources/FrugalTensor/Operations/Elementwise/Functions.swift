import CFrugalTorch

extension Tensor {
    /// e to the power of every element.
    public func exp() -> Tensor { operation("exp", self, frugal_exp) }
    /// 2 to the power of every element.
    public func exp2() -> Tensor { operation("exp2", self, frugal_exp2) }
    /// e to the power of every element, less one; exact near zero.
    public func expm1() -> Tensor { operation("expm1", self, frugal_expm1) }
    /// The natural logarithm.
    public func log() -> Tensor { operation("log", self, frugal_log) }
    /// The logarithm to base 2.
    public func log2() -> Tensor { operation("log2", self, frugal_log2) }
    /// The logarithm to base 10.
    public func log10() -> Tensor { operation("log10", self, frugal_log10) }
    /// The natural logarithm of one more than every element; exact near zero.
    public func log1p() -> Tensor { operation("log1p", self, frugal_log1p) }

    /// The square root.
    public func sqrt() -> Tensor { operation("sqrt", self, frugal_sqrt) }
    /// One over the square root.
    public func rsqrt() -> Tensor { operation("rsqrt", self, frugal_rsqrt) }
    /// The square.
    public func squared() -> Tensor { operation("squared", self, frugal_square) }
    /// Every element to a power.
    public func pow(_ exponent: Double) -> Tensor { operation("pow", self) { frugal_power_scalar($0, exponent, $1) } }
    /// Every element to the power of its partner, shapes broadcast.
    public func pow(_ exponents: Tensor) -> Tensor { operation("pow", self, exponents, frugal_power) }
    /// A number to the power of every element.
    public static func pow(_ base: Double, _ exponents: Tensor) -> Tensor {
        operation("pow", exponents) { frugal_scalar_power($0, base, $1) }
    }

    /// The absolute value.
    public func abs() -> Tensor { operation("abs", self, frugal_abs) }
    /// -1, 0 or 1.
    public func sign() -> Tensor { operation("sign", self, frugal_sign) }
    /// One over every element.
    public func reciprocal() -> Tensor { operation("reciprocal", self, frugal_reciprocal) }

    /// The error function.
    public func erf() -> Tensor { operation("erf", self, frugal_erf) }
    /// One less the error function; exact where that is small.
    public func erfc() -> Tensor { operation("erfc", self, frugal_erfc) }
    /// The inverse of the error function, for elements between -1 and 1.
    public func inverseErf() -> Tensor { operation("inverseErf", self, frugal_erfinv) }
    /// The logarithm of the absolute value of the gamma function.
    public func logGamma() -> Tensor { operation("logGamma", self, frugal_lgamma) }
    /// The derivative of ``logGamma()``.
    public func digamma() -> Tensor { operation("digamma", self, frugal_digamma) }
}
