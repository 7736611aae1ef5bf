import FrugalTrack

/// A signal as its changes: a spike up or down for each `threshold` that it has moved since the last one, as a silicon
/// retina speaks. What does not change costs nothing.
public struct DeltaCode: Codable, Hashable, Sendable {
    /// What a spike stands for, in the unit of the signal.
    public var threshold: Double

    /// A code with a threshold above zero.
    public init(threshold: Double) {
        self.threshold = threshold
    }

    /// The spikes of each sample: positive for so many up, negative for so many down.
    /// - Parameter signal: the samples; the first is the level from which the code starts.
    /// - Throws: ``FrugalError`` of kind `data` for a sample that is not finite, or jumps by a billion thresholds.
    public func encode(_ signal: [Double]) throws -> [Int] {
        guard threshold > 0, threshold.isFinite else {
            throw FrugalError(.data, "delta code", "a threshold of \(threshold)", remedy: "give one above zero")
        }
        var level = signal.first ?? 0
        return try signal.enumerated().map { index, value in
            let moved = ((value - level) / threshold).rounded(.towardZero)
            guard abs(moved) < 1e9 else {
                throw FrugalError(.data, "delta code", "sample \(index) is \(value)", remedy: "give finite samples")
            }
            level += moved * threshold
            return Int(moved)
        }
    }

    /// The signal that spikes stand for, from a first level on: within a threshold of what was encoded.
    public func decode(_ spikes: [Int], from first: Double) -> [Double] {
        var level = first
        return spikes.map { count in
            level += Double(count) * threshold
            return level
        }
    }
}
