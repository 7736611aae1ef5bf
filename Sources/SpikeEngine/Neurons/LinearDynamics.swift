/// A linear membrane with currents only: what it loses in a step, and what the channels move it by, are both exact.
struct ExactDynamics: Dynamics {
    static let hasRecovery = false
    static let asksDrive = false
    /// What a membrane changes by in a step, as a share of it: not above 0, and 0 where nothing is forgotten.
    let loss: Float

    @inline(__always)
    func change(of membrane: Lanes, _ recovery: inout Lanes, _ input: LaneInput) -> Lanes {
        membrane * loss + input.jump
    }
}

/// A linear membrane with conductances, by exponential Euler: with the conductances of the start of the step the
/// membrane relaxes exactly. `rate (drive - g u)` is explicit Euler's step and ``LaneRelaxation`` makes it exact.
struct RelaxingDynamics: Dynamics {
    static let hasRecovery = false
    static let asksDrive = true
    /// The step, in units of the membrane's time constant.
    let step: LaneRelaxation
    /// The leak, 1 or 0, in whose units conductances are.
    let leak: Float

    @inline(__always)
    func change(of membrane: Lanes, _ recovery: inout Lanes, _ input: LaneInput) -> Lanes {
        let total = input.conductance + leak
        return (input.drive - total * membrane) * step(total) + input.jump
    }
}
