/// A spike time as a number: the earlier the spike, the larger the number.
public struct TimeReadout: Codable, Hashable, Sendable {
    /// The time that means zero, in milliseconds.
    public var zero: Double
    /// Milliseconds of a unit.
    public var unit: Double

    /// A readout.
    public init(zero: Double, unit: Double) {
        self.zero = zero
        self.unit = unit
    }

    /// The number that a spike at `time` means.
    public func value(at time: Double) -> Double { (zero - time) / unit }

    /// When a neuron that means `value` spikes.
    public func time(of value: Double) -> Double { zero - value * unit }
}
