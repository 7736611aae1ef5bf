/// Mean and spread of repeated measurements, usually one a seed.
public struct SampleSummary: Codable, Sendable, Equatable {
    /// How many values there are.
    public let count: Int
    /// Their mean; nan where there is none.
    public let mean: Double
    /// Their sample standard deviation (n - 1 below the line); nan below two values.
    public let standardDeviation: Double

    /// The summary of `values`.
    public init(_ values: some Collection<Double>) {
        count = values.count
        // A sum divided again rounds: values that are all alike would get a deviation of their last bit.
        let share = values.reduce(0, +) / Double(values.count)
        let centre = values.allSatisfy { $0 == values.first } ? values.first ?? share : share
        mean = centre
        let squares = values.reduce(0) { $0 + ($1 - centre) * ($1 - centre) }
        standardDeviation = count < 2 ? .nan : (squares / Double(count - 1)).squareRoot()
    }

    /// The standard error of the mean; nan below two values.
    public var standardError: Double { standardDeviation / Double(count).squareRoot() }

    /// Mean and standard deviation as cells of a table, in four figures; one value has no deviation to show.
    public var cells: [String] {
        [Humanise.compact(mean, figures: 4), count > 1 ? Humanise.compact(standardDeviation, figures: 4) : ""]
    }

    /// How this mean stands to that of `other`, by the house's tie rule.
    public func compared(to other: SampleSummary) -> Comparison {
        Comparison(
            difference: mean - other.mean,
            standardError: (standardError * standardError + other.standardError * other.standardError).squareRoot())
    }
}

/// A difference between two means with its standard error.
public struct Comparison: Codable, Sendable, Equatable {
    /// What a difference says.
    public enum Verdict: String, Codable, Sendable {
        /// The first is higher by two standard errors or more.
        case higher
        /// The first is lower by two standard errors or more.
        case lower
        /// The difference is under two standard errors.
        case tie
        /// There are too few values to tell.
        case unknown
    }

    /// The first mean minus the second.
    public let difference: Double
    /// The standard error of ``difference``.
    public let standardError: Double

    /// A difference with its standard error.
    public init(difference: Double, standardError: Double) {
        self.difference = difference
        self.standardError = standardError
    }

    /// A difference under two standard errors is a tie; without a standard error nothing is claimed.
    public var verdict: Verdict {
        guard difference.isFinite, standardError.isFinite else { return .unknown }
        if difference == 0 || abs(difference) < 2 * standardError { return .tie }
        return difference > 0 ? .higher : .lower
    }
}
