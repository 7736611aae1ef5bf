/// How equations in continuous time become a network that runs in steps, where a NIR file leaves it open.
public struct NIRReading: Hashable, Sendable {
    /// What a spike does to the membrane.
    public enum Reset: Hashable, Sendable {
        /// What the file says: its note of reset by subtraction, else `v_reset`, else zero, as files had it before
        /// `v_reset` was added; where that is assumed, a note says so.
        case asWritten
        /// The same, but a file that says nothing is refused.
        case asWrittenOnly
        /// Subtraction of the threshold, whatever the file says. snnTorch writes `v_reset` of zero for this too.
        case subtract
        /// Zero, whatever the file says.
        case zero
    }

    /// How a membrane goes on by a step `dt`, with an input `I` that stands still during it.
    public enum Integration: String, Hashable, Sendable {
        /// `v = v + dt / tau (v_leak - v + r I)`: what snnTorch and Norse do. Stable for `dt <= tau`.
        case forwardEuler
        /// `v = v_leak + (v - v_leak) exp(-dt / tau) + r (1 - exp(-dt / tau)) I`: the exact solution.
        case exact
    }

    /// What an input of one does to a neuron without leak in a step.
    public enum Integrator: Hashable, Sendable {
        /// It adds `r`: what snnTorch, Norse and sinabs do.
        case perStep
        /// It adds `r dt`: what the equation says.
        case perSecond
    }

    /// Seconds in a step; nil for what the file notes, else 0.0001, which snnTorch takes for granted.
    public var timeStep: Double?
    /// What a spike does to the membrane.
    public var reset: Reset
    /// How membranes go on.
    public var integration: Integration
    /// What an input does to a neuron without leak.
    public var integrator: Integrator
    /// Whether the connections of a cycle that nothing delays take a step, as in every simulator that runs in steps. If
    /// not, such a cycle is refused.
    public var cyclesTakeAStep: Bool

    /// The defaults read a file as snnTorch and Norse do, except that cycles without delay are refused.
    public init(
        timeStep: Double? = nil, reset: Reset = .asWritten, integration: Integration = .forwardEuler,
        integrator: Integrator = .perStep, cyclesTakeAStep: Bool = false
    ) {
        self.timeStep = timeStep
        self.reset = reset
        self.integration = integration
        self.integrator = integrator
        self.cyclesTakeAStep = cyclesTakeAStep
    }
}

/// A network that was read, and what had to be assumed for it.
public struct NIRImport<Network: Sendable>: Sendable {
    /// The network.
    public var network: Network
    /// What was assumed, a sentence each.
    public var notes: [String]
}
