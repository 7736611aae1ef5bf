import Foundation
import FrugalTensor

/// Draws whole numbers from Poisson distributions by inversion, outwards from the mode (Kemp and Kemp 1991): exact, and
/// about as many steps as the standard deviation.
struct PoissonDraw {
    /// The logarithms of the factorials, from 0! on.
    private let logFactorials: [Double]

    /// Ready for means up to `largestMean`.
    init(largestMean: Double) {
        var sums = [0.0]
        for number in 1...max(1, Int(largestMean) + 1) {
            sums.append(sums[number - 1] + log(Double(number)))
        }
        logFactorials = sums
    }

    /// A draw with this mean, which is at most the largest one.
    func draw(mean: Double, using stream: inout RandomStream) -> Int {
        guard mean > 0 else { return 0 }
        let mode = min(Int(mean), logFactorials.count - 1)
        let peak = exp(Double(mode) * log(mean) - mean - logFactorials[mode])
        var rest = stream.uniform() - peak
        if rest < 0 { return mode }
        var (low, high) = (mode, mode)
        var (lowChance, highChance) = (peak, peak)
        // Beyond this nothing is left but what rounding left of the sum of all chances.
        let end = mode + 20 * (Int(mean.squareRoot()) + 2)
        while high < end {
            if low > 0 {
                lowChance *= Double(low) / mean
                low -= 1
                rest -= lowChance
                if rest < 0 { return low }
            }
            high += 1
            highChance *= mean / Double(high)
            rest -= highChance
            if rest < 0 { return high }
        }
        return mode
    }
}
