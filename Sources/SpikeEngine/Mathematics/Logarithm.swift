/// The natural logarithm, within one unit in the last place; minus infinity at 0, no number below.
///
/// The argument is written as `2^k (1 + f)` with `1 + f` near 1, and the logarithm of the latter as a series in
/// `f / (2 + f)`: FreeBSD's `e_log.c` (Sun Microsystems 1993).
func logarithm(_ x: Double) -> Double {
    guard x > 0 else { return x == 0 ? -.infinity : .nan }
    guard x < .infinity else { return x }
    var exponent = Double(x.exponent)
    var mantissa = x.significand
    if mantissa > 1.4142135623730951 {
        mantissa /= 2
        exponent += 1
    }
    let f = mantissa - 1
    let s = f / (2 + f)
    let z = s * s
    let series =
        z
        * (6.666666666666735130e-01
            + z
            * (3.999999999940941908e-01
                + z
                * (2.857142874366239149e-01
                    + z
                    * (2.222219843214978396e-01
                        + z
                        * (1.818357216161805012e-01
                            + z * (1.531383769920937332e-01 + z * 1.479819860511658591e-01))))))
    let half = f * f / 2
    return exponent * 6.93147180369123816490e-01
        - ((half - (s * (half + series) + exponent * 1.90821492927058770002e-10)) - f)
}

/// The natural logarithm in single precision, correctly rounded but for rare ties.
func logarithm(_ x: Float) -> Float { Float(logarithm(Double(x))) }

/// The logarithm of `1 - p`, exact also for tiny `p`, where `1 - p` is 1.
func logarithm(oneMinus p: Double) -> Double {
    guard p < 1e-4 else { return logarithm(1 - p) }
    return -p * (1 + p * (1 / 2 + p * (1 / 3 + p * (1 / 4 + p / 5))))
}
