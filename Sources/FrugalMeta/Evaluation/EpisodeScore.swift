import FrugalTrack

/// The accuracies of a learner on many episodes, and what they say.
///
/// The mean is one of per-episode accuracies, and its interval rests on their spread: pooled answers of one episode share
/// their support and are not independent.
public struct EpisodeScore: Codable, Sendable, Equatable {
    /// The share of right answers in each episode, 0...1.
    public var accuracies: [Double]
    /// Expected calibration error of the answers' probabilities; nil where they were not kept.
    public var calibrationError: Double?

    /// A score of these accuracies.
    public init(accuracies: [Double], calibrationError: Double? = nil) {
        self.accuracies = accuracies
        self.calibrationError = calibrationError
    }

    /// Mean and spread over the episodes.
    public var summary: SampleSummary { SampleSummary(accuracies) }
    /// The mean accuracy, 0...1.
    public var mean: Double { summary.mean }
    /// Half of the 95 % interval of the mean: 1.96 s / sqrt(E).
    public var halfWidth: Double { 1.96 * summary.standardError }
}
