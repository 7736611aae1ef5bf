import FrugalTrack

/// A number as the time of a single spike: the larger, the earlier.
public struct LatencyCode: Codable, Hashable, Sendable {
    /// Milliseconds after which the number 0 spikes; 1 spikes at once.
    public var duration: Double
    /// Numbers below this never spike.
    public var threshold: Double

    /// A code of these settings.
    public init(duration: Double, threshold: Double = 0) {
        self.duration = duration
        self.threshold = threshold
    }

    /// The train of a number from 0 to 1.
    /// - Throws: ``FrugalError`` of kind `data` for a number outside of that.
    public func encode(_ value: Double) throws -> SpikeTrain {
        guard value >= 0, value <= 1 else {
            throw FrugalError(.data, "latency code", "\(value) has no time", remedy: "give numbers from 0 to 1")
        }
        return try SpikeTrain(value >= threshold ? [(1 - value) * duration] : [], duration: duration)
    }

    /// The number that a train stands for: by its first spike, 0 where there is none.
    public func decode(_ train: SpikeTrain) -> Double {
        train.times.first.map { 1 - $0 / duration } ?? 0
    }
}
