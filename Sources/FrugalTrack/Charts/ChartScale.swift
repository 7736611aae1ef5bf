import Foundation

/// Maps values of an axis to places in a drawing, and picks its ticks.
struct ChartScale {
    struct Tick: Equatable {
        let value: Double
        let label: String
    }

    let axis: ChartAxis
    let ticks: [Tick]
    private let low: Double
    private let high: Double
    private let start: Double
    private let end: Double

    /// A scale on which every one of `values` finds its place.
    /// - Parameters:
    ///   - range: the places of the lower and upper end in the drawing.
    ///   - isNice: whether the ends move outwards to a tick.
    ///   - tickCount: about how many ticks there should be.
    init(
        _ axis: ChartAxis, values: some Sequence<Double>, range: (Double, Double), isNice: Bool = true,
        tickCount: Int = 5
    ) {
        self.axis = axis
        (start, end) = range
        let stated = [axis.low, axis.high].compactMap { $0 }
        var low = Double.infinity
        var high = -Double.infinity
        var isWhole = true
        for value in Array(values) + stated where axis.shows(value) {
            low = min(low, value)
            high = max(high, value)
            isWhole = isWhole && value == value.rounded()
        }
        if low > high { (low, high) = axis.isLogarithmic ? (1, 10) : (0, 1) }
        let ends =
            axis.isLogarithmic
            ? Self.logarithmic(low, high, axis, isNice: isNice, count: tickCount)
            : Self.linear(
                low, high, axis, isNice: isNice, count: tickCount, leastStep: isWhole && high - low >= 2 ? 1 : 0)
        (self.low, self.high, ticks) = ends
    }

    /// The place of `value`.
    func place(_ value: Double) -> Double {
        let share =
            axis.isLogarithmic
            ? (log10(value) - log10(low)) / (log10(high) - log10(low)) : (value - low) / (high - low)
        return start + min(1, max(0, share)) * (end - start)
    }

    /// Steps of 1, 2 or 5 times a power of ten.
    static func niceStep(_ span: Double, count: Int) -> Double {
        let rough = span / Double(max(1, count))
        guard rough > 1e-290 else { return 1 }
        let power = tenToThe(Int(floorLog10(rough)))
        let factor = rough / power
        return (factor < 1.42 ? 1 : factor < 3.17 ? 2 : factor < 7.08 ? 5 : 10) * power
    }

    /// - Parameter leastStep: 1 for values that are counted, between which no tick means anything.
    private static func linear(
        _ low: Double, _ high: Double, _ axis: ChartAxis, isNice: Bool, count: Int, leastStep: Double
    ) -> (Double, Double, [Tick]) {
        var (low, high) = (low, high)
        // Ticks of a range at the limit of a double's precision would fall on one another.
        let least = max(abs(low), abs(high)) * 1e-9
        if high - low <= least {
            let margin = low == 0 ? 0.5 : max(abs(low) * 0.05, least)
            (low, high) = (low - margin, high + margin)
        }
        let step = max(leastStep, niceStep(high - low, count: count))
        if isNice {
            low = (low / step + 1e-9).rounded(.down) * step
            high = (high / step - 1e-9).rounded(.up) * step
        }
        let first = (low / step - 1e-9).rounded(.up)
        let values = (0...(4 * max(1, count))).map { (first + Double($0)) * step }
        let ticks = values.filter { $0 <= high + step * 1e-6 }.map { value in
            Tick(
                value: abs(value) < step * 1e-6 ? 0 : value,
                label: axis.text(abs(value) < step * 1e-6 ? 0 : value, step: step))
        }
        return (low, high, ticks)
    }

    private static func logarithmic(
        _ low: Double, _ high: Double, _ axis: ChartAxis, isNice: Bool, count: Int
    ) -> (Double, Double, [Tick]) {
        var (low, high) = high / low > 1.01 ? (low, high) : (low / 2, high * 2)
        let decades = log10(high) - log10(low)
        let factors: [Double] = decades < 1.2 ? [1, 2, 3, 5, 7] : decades < 2.5 ? [1, 2, 5] : [1]
        let stride = max(1, Int((decades / Double(max(1, count))).rounded(.up)))
        let from = Int(floorLog10(low))
        let grid = Swift.stride(from: from - 1, through: Int(floorLog10(high)) + stride, by: decades < 2.5 ? 1 : stride)
            .flatMap { exponent in factors.map { $0 * tenToThe(exponent) } }
        if isNice {
            low = grid.last { $0 <= low * 1.0001 } ?? low
            high = grid.first { $0 >= high * 0.9999 } ?? high
        }
        let ticks = grid.filter { $0 >= low * 0.9999 && $0 <= high * 1.0001 }
        return (low, high, ticks.map { Tick(value: $0, label: axis.text($0)) })
    }
}
