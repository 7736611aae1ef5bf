import Foundation

/// A neuron of the spike response model that spikes once (Gerstner 1995, in the form of SpikeProp: Bohte, Kok and La
/// Poutré, Neurocomputing 48, 2002).
///
/// A spike that arrives at time s through a synapse of weight w adds `w kernel(t - s)` to the membrane at time t. The
/// neuron spikes where its membrane first reaches the threshold, and never again in that presentation.
public struct SpikeResponse: Codable, Hashable, Sendable {
    /// The time constant of the kernel, in milliseconds: a single arrival has its peak so long after it.
    public var timeConstant: Double
    /// The membrane at which a neuron spikes.
    public var threshold: Double
    /// When a presentation ends, in milliseconds: what arrives then or later is not heard, and a neuron that has not
    /// spiked is silent.
    public var deadline: Double

    /// Neurons of this kind.
    public init(timeConstant: Double = 7, threshold: Double = 1, deadline: Double = 40) {
        self.timeConstant = timeConstant
        self.threshold = threshold
        self.deadline = deadline
    }

    /// What an arrival adds to a membrane `age` milliseconds later: `(age / tau) exp(1 - age / tau)`, at most 1; zero
    /// before it.
    public func kernel(_ age: Double) -> Double {
        age > 0 ? age / timeConstant * exp(1 - age / timeConstant) : 0
    }
}
