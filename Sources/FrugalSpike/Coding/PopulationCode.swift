import Foundation

/// A number as the times of several spikes: neurons with overlapping Gaussian receptive fields, of which those near the
/// number spike early and those far from it late or not at all (Bohte 2002, section 4).
public struct PopulationCode: Codable, Hashable, Sendable {
    /// Where the range of numbers begins; what lies beyond is taken for the end.
    public var low: Double
    /// Where it ends.
    public var high: Double
    /// The neurons, three and up.
    public var fields: Int
    /// The time of a neuron that hardly responds, in milliseconds; one in the middle of its field spikes at 0.
    public var window: Double
    /// The response below which a neuron is silent, between 0 and 1.
    public var least: Double

    /// A code of `fields` neurons for numbers from `low` to `high`.
    public init(low: Double, high: Double, fields: Int, window: Double = 10, least: Double = 0.1) {
        self.low = low
        self.high = high
        self.fields = fields
        self.window = window
        self.least = least
    }

    /// The number that each neuron responds to most. The outermost two lie beyond the range, so that its ends fall into
    /// two fields as all else does.
    public var centres: [Double] {
        let step = (high - low) / Double(max(1, fields - 2))
        return (0..<fields).map { low + (Double($0) - 0.5) * step }
    }

    /// The standard deviation of a field: two thirds of the distance between two of them (Bohte's beta of 1.5).
    public var width: Double { (high - low) / Double(max(1, fields - 2)) / 1.5 }

    /// The spike time of each neuron, `.infinity` for silent ones; all are silent for a number that is not one.
    public func encode(_ value: Double) -> [Double] {
        guard !value.isNaN else { return Array(repeating: .infinity, count: fields) }
        let value = min(max(value, low), high)
        return centres.map { centre in
            let distance = (value - centre) / width
            let response = exp(-distance * distance / 2)
            return response < least ? .infinity : window * (1 - response) / (1 - least)
        }
    }

    /// The number that ``encode(_:)`` was given, drawn into the range; nil for times that no number has.
    ///
    /// The logarithm of the responses of two neighbours differs by a term that is linear in the number, so that the two
    /// that spike first give it exactly.
    public func decode(_ times: [Double]) -> Double? {
        guard times.count == fields else { return nil }
        let responses = times.map { $0 == .infinity ? 0 : 1 - $0 * (1 - least) / window }
        let pairs = zip(responses, responses.dropFirst()).map { min($0, $1) }
        guard let first = pairs.indices.max(by: { pairs[$0] < pairs[$1] }), pairs[first] > 0 else { return nil }
        let (left, right) = (centres[first], centres[first + 1])
        let lean = width * width * log(responses[first + 1] / responses[first]) / (right - left)
        let value = (left + right) / 2 + lean
        return value.isFinite ? min(max(value, low), high) : nil
    }
}
