/// ``AdaptiveExponentialNeuron`` with its numbers worked out for a time step.
struct AdaptiveExponentialDynamics: Dynamics {
    static let hasRecovery = true
    static let asksDrive = true
    /// The step, divided by the capacitance.
    let step: LaneRelaxation
    let leak: Float
    /// The threshold from rest, the slope's inverse, and the exponential term's factor.
    let threshold: Float
    let inverseSlope: Float
    let leakTimesSlope: Float
    /// The largest argument of the exponential: that of the cut.
    let steepest: Float
    let coupling: Float
    /// What is left of the distance of `w` to its limit after a step.
    let persistence: Float

    init(_ neuron: AdaptiveExponentialNeuron, timeStep: Double) {
        step = LaneRelaxation(rate: Float(timeStep / neuron.capacitance))
        leak = Float(neuron.leak)
        threshold = Float(neuron.threshold - neuron.rest)
        inverseSlope = Float(1 / neuron.slope)
        leakTimesSlope = Float(neuron.leak * neuron.slope)
        steepest = Float((neuron.cut - neuron.threshold) / neuron.slope)
        coupling = Float(neuron.coupling)
        persistence = Float(exponential(-timeStep / neuron.adaptationTime))
    }

    @inline(__always)
    func change(of membrane: Lanes, _ recovery: inout Lanes, _ input: LaneInput) -> Lanes {
        let argument = (membrane - threshold) * inverseSlope
        let cut = Lanes(repeating: steepest)
        let upswing = exponential(choose(isBelow(argument, cut), argument, cut)) * leakTimesSlope
        let total = input.conductance + leak
        let force = upswing - recovery + input.drive - total * membrane
        let limit = membrane * coupling
        recovery = limit + (recovery - limit) * persistence
        return force * step(total) + input.jump
    }
}
