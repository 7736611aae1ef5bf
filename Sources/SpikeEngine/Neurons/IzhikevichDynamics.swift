/// ``IzhikevichNeuron`` with its numbers worked out for a time step. Membranes are not counted from a rest.
struct IzhikevichDynamics: Dynamics {
    static let hasRecovery = true
    static let asksDrive = true
    /// The parts of a step, each at most half a millisecond.
    let parts: Int
    let part: Float
    /// The step times `a`.
    let rate: Float
    let b: Float

    init(_ neuron: IzhikevichNeuron, timeStep: Double) {
        parts = Int((timeStep / 0.5).rounded(.up))
        part = Float(timeStep / Double(parts))
        rate = Float(timeStep * neuron.a)
        b = Float(neuron.b)
    }

    @inline(__always)
    func change(of membrane: Lanes, _ recovery: inout Lanes, _ input: LaneInput) -> Lanes {
        var v = membrane + input.jump
        for _ in 0..<parts {
            let slope = v * (v * 0.04 + 5) + 140
            v += (slope - recovery + input.drive - input.conductance * v) * part
        }
        recovery += (v * b - recovery) * rate
        return v - membrane
    }
}

extension IzhikevichNeuron {
    /// Where a spike is counted, in mV.
    static let peak = 30.0
}
