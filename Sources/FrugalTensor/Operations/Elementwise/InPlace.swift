import CFrugalTorch

// `a += b` means `a = a + b`. The memory of `a` is used again where nothing else can see it and the result fits into it.

extension Tensor {
    /// Adds element by element, shapes broadcast.
    public static func += (a: inout Tensor, b: Tensor) { if !a.changed(by: b, frugal_add_in_place) { a = a + b } }
    /// Subtracts element by element, shapes broadcast.
    public static func -= (a: inout Tensor, b: Tensor) { if !a.changed(by: b, frugal_subtract_in_place) { a = a - b } }
    /// Multiplies element by element, shapes broadcast.
    public static func *= (a: inout Tensor, b: Tensor) { if !a.changed(by: b, frugal_multiply_in_place) { a = a * b } }
    /// Divides element by element, shapes broadcast.
    public static func /= (a: inout Tensor, b: Tensor) { if !a.changed(by: b, frugal_divide_in_place) { a = a / b } }

    /// Adds a number to every element.
    public static func += (a: inout Tensor, b: Double) {
        if !a.changed(by: b, frugal_add_scalar_in_place) { a = a + b }
    }
    /// Subtracts a number from every element.
    public static func -= (a: inout Tensor, b: Double) { a += -b }
    /// Multiplies every element by a number.
    public static func *= (a: inout Tensor, b: Double) {
        if !a.changed(by: b, frugal_multiply_scalar_in_place) { a = a * b }
    }
    /// Divides every element by a number.
    public static func /= (a: inout Tensor, b: Double) {
        if !a.changed(by: b, frugal_divide_scalar_in_place) { a = a / b }
    }

    /// Subtracts the product of two matrices, as `self -= a.matmul(b)` does, without a matrix in between: what a step of plain
    /// gradient descent does to a weight.
    /// - Parameters:
    ///   - a: `[m, k]`.
    ///   - b: `[k, n]`, where this is `[m, n]`, or `[k]`, where this is `[m]`.
    public mutating func subtractProduct(_ a: Tensor, _ b: Tensor) {
        let isDone = changed(by: a) { sum, a, done in
            b.withHandle { b in b == nil ? FRUGAL_OK : frugal_subtract_product_in_place(sum, a, b, done) }
        }
        if !isDone { self -= a.matmul(b) }
    }

    /// Tries an operation in the memory of this tensor. A failure is left to the ordinary operation to report.
    private mutating func changed(
        by other: Tensor, _ call: (Pointer, Pointer, UnsafeMutablePointer<Bool>) -> frugal_status
    ) -> Bool {
        guard isUniquelyOwned() else { return false }
        var done = false
        let status = withHandle { a in other.withHandle { b in b == nil ? FRUGAL_OK : call(a, b, &done) } }
        return status == FRUGAL_OK && done
    }

    private mutating func changed(
        by number: Double, _ call: (Pointer, Double, UnsafeMutablePointer<Bool>) -> frugal_status
    ) -> Bool {
        guard isUniquelyOwned() else { return false }
        var done = false
        return withHandle { call($0, number, &done) } == FRUGAL_OK && done
    }
}
