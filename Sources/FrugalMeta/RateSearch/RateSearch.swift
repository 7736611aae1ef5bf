import Foundation
import FrugalTrack

/// The losses of an optimiser at many learning rates and seeds, of which the best rate is chosen.
///
/// The fair comparison of `learned_optimization`: 14 rates, 5 seeds, the rate of the best mean, then that mean. The rate is
/// chosen on the very seeds that are reported, which favours what is searched.
public struct RateSearch: Codable, Sendable, Equatable {
    /// The rates, ascending.
    public var rates: [Double]
    /// The loss of every rate and seed, `[rate][seed]`; lower is better, not-a-number is a run that diverged.
    public var losses: [[Double]]

    /// Rates and what was measured with them.
    public init(rates: [Double], losses: [[Double]]) {
        self.rates = rates
        self.losses = losses
    }

    /// Measures every rate with every seed.
    /// - Parameter measure: the loss of a rate and seed.
    public init(rates: [Double], seeds: [UInt64], measure: (_ rate: Double, _ seed: UInt64) throws -> Double) rethrows {
        self.rates = rates
        losses = try rates.map { rate in try seeds.map { try measure(rate, $0) } }
    }

    /// `count` numbers whose ratios are equal.
    public static func spaced(from low: Double, through high: Double, count: Int = 14) -> [Double] {
        guard count > 1 else { return [low] }
        return (0..<count).map { low * pow(high / low, Double($0) / Double(count - 1)) }
    }

    /// The place of the rate with the least mean loss; of equals the smaller rate.
    public var best: Int {
        let means = losses.map { losses in
            let mean = SampleSummary(losses).mean
            return mean.isFinite ? mean : .infinity
        }
        return means.indices.min { (means[$0], $0) < (means[$1], $1) } ?? 0
    }

    /// The rate with the least mean loss.
    public var bestRate: Double { rates.isEmpty ? .nan : rates[best] }
    /// Its loss with every seed.
    public var bestLosses: [Double] { losses.isEmpty ? [] : losses[best] }
    /// Whether the best rate is the least or the greatest one tried, so that a better one may lie beyond.
    public var isBestAtEdge: Bool { best == 0 || best == rates.count - 1 }
}
