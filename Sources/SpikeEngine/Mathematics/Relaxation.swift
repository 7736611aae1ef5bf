/// `(1 - exp(-x)) / x`: the share of the way to its limit, per time constant, that a relaxing quantity goes in a step
/// of `x` time constants. One where `x` is 0, which makes a membrane without leak a case of one with.
func relaxation(_ x: Double) -> Double {
    abs(x) < 0.1 ? decayingMoment(x, 1) : (1 - exponential(-x)) / x
}

/// `(1 - exp(-x) (1 + x)) / x^2`, the same share for a quantity that is pushed by the ramp of an alpha function.
func rampRelaxation(_ x: Double) -> Double {
    abs(x) < 0.1 ? decayingMoment(x, 2) : (1 - exponential(-x) * (1 + x)) / (x * x)
}

/// The integral of `s^(order - 1) exp(-x s)` over `s` from 0 to 1 as a series, for small `x`, where the closed forms
/// cancel.
private func decayingMoment(_ x: Double, _ order: Int) -> Double {
    var term = 1.0
    var sum = 0.0
    for power in 0..<12 {
        sum += term / Double(power + order)
        term *= -x / Double(power + 1)
    }
    return sum
}
