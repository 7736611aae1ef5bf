/// What an axis measures and how its numbers are written.
public struct ChartAxis: Sendable, Equatable {
    /// How numbers on an axis are written.
    public enum Format: Sendable, Equatable {
        /// Plain, with k, M, G for large ones.
        case number
        /// As percentages: 0.5 is 50 %.
        case percent
        /// As times: the values are seconds.
        case duration
        /// As sizes: the values are bytes.
        case bytes
    }

    /// What it measures, with the unit where there is one.
    public var label: String
    /// Whether equal steps are equal ratios; values of zero and less are then left out.
    public var isLogarithmic: Bool
    /// How its numbers are written.
    public var format: Format
    /// A value that the axis must reach at its lower end; nil leaves it to the data.
    public var low: Double?
    /// A value that the axis must reach at its upper end; nil leaves it to the data.
    public var high: Double?

    /// An axis named `label`.
    public init(
        _ label: String = "", isLogarithmic: Bool = false, format: Format = .number, low: Double? = nil,
        high: Double? = nil
    ) {
        self.label = label
        self.isLogarithmic = isLogarithmic
        self.format = format
        self.low = low
        self.high = high
    }

    /// `value` as a label shows it.
    func text(_ value: Double, step: Double? = nil) -> String {
        switch format {
        case .percent:
            let decimals = step.map { max(0, -Int(floorLog10($0 * 100))) } ?? 1
            return Humanise.percent(value, decimals: decimals)
        case .duration: return Humanise.duration(value)
        case .bytes: return Int(exactly: value.rounded()).map(Humanise.bytes) ?? Humanise.compact(value)
        case .number:
            if abs(value) >= 10_000, let whole = Int(exactly: value.rounded()) { return Humanise.count(whole) }
            if let step, abs(value) >= 1e-4 || value == 0, step >= 1e-4 {
                return Humanise.fixed(value, max(0, -Int(floorLog10(step * 1.0001))))
            }
            return Humanise.compact(value)
        }
    }

    /// Whether `value` has a place on this axis.
    func shows(_ value: Double) -> Bool {
        // Beyond 1e300 the range of an axis would overflow; such a value is a diverged run, as nan is.
        value.isFinite && abs(value) < 1e300 && (!isLogarithmic || value > 1e-300)
    }
}
