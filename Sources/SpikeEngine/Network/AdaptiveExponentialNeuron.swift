/// Adaptive exponential integrate-and-fire (Brette and Gerstner, J. Neurophysiol. 94, 2005):
///
///     C dV/dt = -gL (V - EL) + gL DT exp((V - VT) / DT) - w + I + sum of g (E - V)
///     tau dw/dt = a (V - EL) - w;   at V = cut: V = Vr, w += b
///
/// Picofarads, nanosiemens, millivolts, picoamperes, milliseconds. The linear part is stepped by exponential Euler,
/// with the exponential term taken at the start of the step.
public struct AdaptiveExponentialNeuron: Codable, Hashable, Sendable {
    /// C, in pF.
    public var capacitance: Double
    /// gL, in nS.
    public var leak: Double
    /// EL, in mV.
    public var rest: Double
    /// VT, in mV: where the exponential takes over.
    public var threshold: Double
    /// DT, in mV: how sharply it does.
    public var slope: Double
    /// Where a spike is counted, in mV.
    public var cut: Double
    /// Vr, in mV.
    public var reset: Double
    /// a, in nS.
    public var coupling: Double
    /// b, in pA.
    public var jump: Double
    /// tau of w, in ms.
    public var adaptationTime: Double
    /// Milliseconds after a spike in which the membrane stands still.
    public var refractory: Double

    /// A neuron from its numbers; the defaults are those of the paper, with the cut that it names.
    public init(
        capacitance: Double = 281, leak: Double = 30, rest: Double = -70.6, threshold: Double = -50.4,
        slope: Double = 2, cut: Double = 20, reset: Double = -70.6, coupling: Double = 4, jump: Double = 80.5,
        adaptationTime: Double = 144, refractory: Double = 0
    ) {
        self.capacitance = capacitance
        self.leak = leak
        self.rest = rest
        self.threshold = threshold
        self.slope = slope
        self.cut = cut
        self.reset = reset
        self.coupling = coupling
        self.jump = jump
        self.adaptationTime = adaptationTime
        self.refractory = refractory
    }
}
