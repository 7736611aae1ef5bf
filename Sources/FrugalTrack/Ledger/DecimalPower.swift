import Foundation

/// The power of ten at or below a positive, finite `value`.
func floorLog10(_ value: Double) -> Double {
    let exponent = log10(value).rounded(.down)
    // log10(1000) may come out just below 3 elsewhere.
    return tenToThe(Int(exponent) + 1) <= value ? exponent + 1 : exponent
}

/// Ten to the power of `exponent`.
func tenToThe(_ exponent: Int) -> Double { pow(10, Double(exponent)) }
