import FrugalTensor

/// An interval for a mean by drawing samples from the sample (Efron 1979): for figures with heavy tails, of which a deviation
/// says little.
public struct Bootstrap: Codable, Sendable, Equatable {
    /// The mean of the sample.
    public var mean: Double
    /// Where 95 % of the means of drawn samples lie.
    public var low: Double
    /// The upper end.
    public var high: Double

    /// The 95 % percentile interval of the mean.
    /// - Parameters:
    ///   - values: the sample; an empty one gives no numbers.
    ///   - draws: samples that are drawn.
    ///   - seed: what they are drawn from, so that an interval can be computed again.
    public init(_ values: [Double], draws: Int = 10_000, seed: UInt64 = 1) {
        guard !values.isEmpty, draws > 0 else {
            (mean, low, high) = (.nan, .nan, .nan)
            return
        }
        mean = values.reduce(0, +) / Double(values.count)
        var random = RandomStream(seed: seed)
        let means = (0..<draws).map { _ in
            var sum = 0.0
            for _ in values { sum += values[Int.random(in: 0..<values.count, using: &random)] }
            return sum / Double(values.count)
        }.sorted()
        low = means[Int((0.025 * Double(draws)).rounded(.down))]
        high = means[min(draws - 1, Int((0.975 * Double(draws)).rounded(.down)))]
    }
}
