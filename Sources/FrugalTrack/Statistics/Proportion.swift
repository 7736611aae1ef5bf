/// A share of successes, such as an accuracy, with what chance leaves open about it.
public struct Proportion: Codable, Sendable, Equatable {
    /// How many were right.
    public let successes: Int
    /// Out of how many.
    public let total: Int

    /// `successes` out of `total`.
    public init(_ successes: Int, of total: Int) {
        self.successes = successes
        self.total = total
    }

    /// The share; nan where `total` is 0.
    public var share: Double { Double(successes) / Double(total) }

    /// The standard error of the share by the normal approximation.
    public var standardError: Double { (share * (1 - share) / Double(total)).squareRoot() }

    /// Wilson's score interval, which stays within 0...1 and is right for small counts and shares near 0 or 1
    /// (Wilson 1927). The default `z` gives 95 %.
    public func wilsonInterval(z: Double = 1.959964) -> Interval {
        let n = Double(total)
        guard total > 0 else { return Interval(low: 0, high: 1) }
        let centre = (share + z * z / (2 * n)) / (1 + z * z / n)
        let half = z / (1 + z * z / n) * (share * (1 - share) / n + z * z / (4 * n * n)).squareRoot()
        return Interval(low: max(0, centre - half), high: min(1, centre + half))
    }

    /// How this share stands to that of `other`, measured on other examples, by the house's tie rule.
    public func compared(to other: Proportion) -> Comparison {
        Comparison(
            difference: share - other.share,
            standardError: (standardError * standardError + other.standardError * other.standardError).squareRoot())
    }
}

/// A range from `low` to `high`, both included.
public struct Interval: Codable, Sendable, Equatable {
    /// The lower end.
    public let low: Double
    /// The upper end.
    public let high: Double

    /// The range from `low` to `high`.
    public init(low: Double, high: Double) {
        self.low = low
        self.high = high
    }
}
