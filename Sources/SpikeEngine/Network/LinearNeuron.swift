/// A membrane that is linear below its threshold: integrate-and-fire, leaky, adaptive and spike response neurons.
///
/// With current synapses a step is the exact solution (Rotter and Diesmann 1999), with conductances exponential Euler:
/// conductances stand still during a step and the membrane relaxes exactly, so that no step is unstable.
public struct LinearNeuron: Codable, Hashable, Sendable {
    /// Milliseconds in which the membrane forgets; nil for one that does not.
    public var timeConstant: Double?
    /// Where the membrane is without input.
    public var rest: Double
    /// Where it spikes, before adaptation. Below rest it spikes on its own.
    public var threshold: Double
    /// What a spike does to the membrane.
    public var reset: Reset
    /// Milliseconds after a spike in which there is no other, rounded to steps. A membrane with a reset stands still
    /// then.
    public var refractory: Double
    /// How spikes raise the threshold; nil for one that stays.
    public var adaptation: ThresholdAdaptation?

    /// A membrane from its numbers.
    public init(
        timeConstant: Double?, rest: Double, threshold: Double, reset: Reset, refractory: Double = 0,
        adaptation: ThresholdAdaptation? = nil
    ) {
        self.timeConstant = timeConstant
        self.rest = rest
        self.threshold = threshold
        self.reset = reset
        self.refractory = refractory
        self.adaptation = adaptation
    }
}

/// A threshold that spikes raise and time lowers: `d theta/dt = -theta / tau - increment * targetRate`, plus
/// `increment` at every spike.
///
/// With a target rate a neuron that fires more often than that becomes harder to excite and one that fires less often
/// easier: homeostasis. Without, it is the adaptation of Diehl and Cook.
public struct ThresholdAdaptation: Codable, Hashable, Sendable {
    /// What a spike adds, in the unit of the membrane.
    public var increment: Double
    /// Milliseconds in which the threshold falls; nil for never.
    public var timeConstant: Double?
    /// How far the threshold is raised at first.
    public var initial: Double
    /// Spikes per second at which the threshold stays where it is.
    public var targetRate: Double
    /// Whether spikes add up; if not, only the last one counts.
    public var accumulates: Bool
    /// Whether the threshold stands still while learning is switched off: true for a memory, false for a reflex.
    public var isLearned: Bool

    /// An adaptation from its numbers.
    public init(
        increment: Double, timeConstant: Double?, initial: Double = 0, targetRate: Double = 0,
        accumulates: Bool = true, isLearned: Bool = true
    ) {
        self.increment = increment
        self.timeConstant = timeConstant
        self.initial = initial
        self.targetRate = targetRate
        self.accumulates = accumulates
        self.isLearned = isLearned
    }
}
