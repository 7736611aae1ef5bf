import CFrugalTorch

extension Tensor {
    /// Element by element, shapes broadcast.
    public static func + (a: Tensor, b: Tensor) -> Tensor { operation("add", a, b, frugal_add) }
    /// Element by element, shapes broadcast.
    public static func - (a: Tensor, b: Tensor) -> Tensor { operation("subtract", a, b, frugal_subtract) }
    /// Element by element, shapes broadcast.
    public static func * (a: Tensor, b: Tensor) -> Tensor { operation("multiply", a, b, frugal_multiply) }
    /// Element by element, shapes broadcast. Whole numbers become fractions.
    public static func / (a: Tensor, b: Tensor) -> Tensor { operation("divide", a, b, frugal_divide) }

    /// Adds a number to every element.
    public static func + (a: Tensor, b: Double) -> Tensor { operation("add", a) { frugal_add_scalar($0, b, $1) } }
    /// Adds a number to every element.
    public static func + (a: Double, b: Tensor) -> Tensor { b + a }
    /// Subtracts a number from every element.
    public static func - (a: Tensor, b: Double) -> Tensor { a + -b }
    /// Subtracts every element from a number.
    public static func - (a: Double, b: Tensor) -> Tensor {
        operation("subtract", b) { frugal_subtract_from_scalar($0, a, $1) }
    }
    /// Multiplies every element by a number.
    public static func * (a: Tensor, b: Double) -> Tensor {
        operation("multiply", a) { frugal_multiply_scalar($0, b, $1) }
    }
    /// Multiplies every element by a number.
    public static func * (a: Double, b: Tensor) -> Tensor { b * a }
    /// Divides every element by a number.
    public static func / (a: Tensor, b: Double) -> Tensor { operation("divide", a) { frugal_divide_scalar($0, b, $1) } }
    /// Divides a number by every element.
    public static func / (a: Double, b: Tensor) -> Tensor {
        operation("divide", b) { frugal_divide_into_scalar($0, a, $1) }
    }
    /// `self + other * factor` as one operation: a step of gradient descent that can be differentiated.
    package func adding(_ other: Tensor, times factor: Double) -> Tensor {
        operation("adding", self, other) { frugal_add_scaled($0, $1, factor, $2) }
    }
    /// Changes the sign of every element.
    public static prefix func - (a: Tensor) -> Tensor { operation("negate", a, frugal_negate) }
}
