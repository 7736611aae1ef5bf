import CFrugalTorch

extension Tensor {
    /// The sine of angles in radians.
    public func sin() -> Tensor { operation("sin", self, frugal_sin) }
    /// The cosine of angles in radians.
    public func cos() -> Tensor { operation("cos", self, frugal_cos) }
    /// The tangent of angles in radians.
    public func tan() -> Tensor { operation("tan", self, frugal_tan) }
    /// The angle whose sine an element is, from -π/2 to π/2.
    public func asin() -> Tensor { operation("asin", self, frugal_asin) }
    /// The angle whose cosine an element is, from 0 to π.
    public func acos() -> Tensor { operation("acos", self, frugal_acos) }
    /// The angle whose tangent an element is, from -π/2 to π/2.
    public func atan() -> Tensor { operation("atan", self, frugal_atan) }
    /// The angle of the points (`x`, `y`), from -π to π, shapes broadcast.
    public static func atan2(_ y: Tensor, _ x: Tensor) -> Tensor { operation("atan2", y, x, frugal_atan2) }
    /// The length of the vectors (`x`, `y`), without overflow on the way.
    public static func hypot(_ x: Tensor, _ y: Tensor) -> Tensor { operation("hypot", x, y, frugal_hypot) }

    /// The hyperbolic sine.
    public func sinh() -> Tensor { operation("sinh", self, frugal_sinh) }
    /// The hyperbolic cosine.
    public func cosh() -> Tensor { operation("cosh", self, frugal_cosh) }
    /// The hyperbolic tangent.
    public func tanh() -> Tensor { operation("tanh", self, frugal_tanh) }
    /// The inverse of the hyperbolic sine.
    public func asinh() -> Tensor { operation("asinh", self, frugal_asinh) }
    /// The inverse of the hyperbolic cosine.
    public func acosh() -> Tensor { operation("acosh", self, frugal_acosh) }
    /// The inverse of the hyperbolic tangent.
    public func atanh() -> Tensor { operation("atanh", self, frugal_atanh) }
}
