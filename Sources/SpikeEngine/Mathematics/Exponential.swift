/// The exponential function, within one unit in the last place; 0 below -745.2 and infinite above 709.8.
///
/// The engine imports nothing, so this is its own: range reduction to `|r| <= ln 2 / 2` and the rational approximation
/// of FreeBSD's `e_exp.c` (Sun Microsystems 1993).
func exponential(_ x: Double) -> Double {
    guard x < 709.782712893384 else { return x.isNaN ? x : .infinity }
    guard x > -745.1332191019412 else { return x.isNaN ? x : 0 }
    let power = (x * 1.4426950408889634).rounded()
    let high = x - power * 6.93147180369123816490e-01
    let low = power * 1.90821492927058770002e-10
    let rest = high - low
    let square = rest * rest
    let series =
        1.66666666666666019037e-01
        + square
        * (-2.77777777770155933842e-03
            + square
            * (6.61375632143793436117e-05
                + square * (-1.65339022054652515390e-06 + square * 4.13813679705723846039e-08)))
    let correction = rest - square * series
    let mantissa = 1 - ((low - (rest * correction) / (2 - correction)) - high)
    // Two factors, because the power of two alone may not be a normal number where the product is.
    let half = (power / 2).rounded(.towardZero)
    return mantissa * powerOfTwo(Int(half)) * powerOfTwo(Int(power - half))
}

/// The exponential function in single precision, correctly rounded but for rare ties.
func exponential(_ x: Float) -> Float { Float(exponential(Double(x))) }

/// Two to an integer power between -1022 and 1023.
private func powerOfTwo(_ exponent: Int) -> Double { Double(bitPattern: UInt64(1023 + exponent) << 52) }
