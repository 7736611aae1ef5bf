/// What a neuron does between its inputs and its spikes.
///
/// Times are in milliseconds and membranes in millivolts, or in any other unit if all numbers are: a model with
/// threshold
/// 1 and rest 0 has none.
public enum NeuronModel: Codable, Hashable, Sendable {
    /// A membrane that is linear below its threshold.
    case linear(LinearNeuron)
    /// Adaptive exponential integrate-and-fire.
    case adaptiveExponential(AdaptiveExponentialNeuron)
    /// Izhikevich's two equations.
    case izhikevich(IzhikevichNeuron)

    /// A membrane that sums its input and forgets nothing: `dv/dt = I`, with `I` in units of the membrane per
    /// millisecond.
    public static func integrateAndFire(
        threshold: Double = 1, rest: Double = 0, reset: Reset = .subtractingThreshold, refractory: Double = 0
    ) -> NeuronModel {
        .linear(
            LinearNeuron(timeConstant: nil, rest: rest, threshold: threshold, reset: reset, refractory: refractory))
    }

    /// A leaky membrane: `tau dv/dt = rest - v + I + sum of g (reversal - v)`. Currents are in units of the membrane
    /// (resistance times current) and conductances in multiples of the leak.
    public static func leaky(
        timeConstant: Double, rest: Double = 0, threshold: Double = 1, reset: Reset = .to(0), refractory: Double = 0
    ) -> NeuronModel {
        .linear(
            LinearNeuron(
                timeConstant: timeConstant, rest: rest, threshold: threshold, reset: reset, refractory: refractory))
    }

    /// A leaky membrane whose threshold rises with its spikes and falls slowly (Diehl and Cook 2015).
    public static func adaptiveLeaky(
        timeConstant: Double, rest: Double = 0, threshold: Double = 1, reset: Reset = .to(0), refractory: Double = 0,
        adaptation: ThresholdAdaptation
    ) -> NeuronModel {
        .linear(
            LinearNeuron(
                timeConstant: timeConstant, rest: rest, threshold: threshold, reset: reset, refractory: refractory,
                adaptation: adaptation))
    }

    /// The spike response model SRM0 (Gerstner and Kistler 2002, section 4.2.3): postsynaptic potentials add up, and
    /// the last spike of the neuron itself adds `-afterPotential exp(-t / recovery)`.
    ///
    /// The membrane filters its input and is never reset. The after-potential is kept as a threshold raised by the same
    /// amount, which makes no difference to when it spikes.
    public static func spikeResponse(
        timeConstant: Double, rest: Double = 0, threshold: Double = 1, afterPotential: Double, recovery: Double,
        refractory: Double = 0
    ) -> NeuronModel {
        .linear(
            LinearNeuron(
                timeConstant: timeConstant, rest: rest, threshold: threshold, reset: .none, refractory: refractory,
                adaptation: ThresholdAdaptation(
                    increment: afterPotential, timeConstant: recovery, accumulates: false, isLearned: false)))
    }
}

/// What a spike does to the membrane.
public enum Reset: Codable, Hashable, Sendable {
    /// Puts it to a value.
    case to(Double)
    /// Takes the distance between rest and threshold off, so that what was above the threshold is kept.
    case subtractingThreshold
    /// Nothing.
    case none
}
