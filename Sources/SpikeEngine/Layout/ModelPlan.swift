/// A neuron model with its numbers worked out for a time step.
struct ModelPlan {
    let dynamics: DynamicsPlan
    let rest: Float
    let threshold: Float
    let reset: ResetPlan
    let refractorySteps: Int32
    var recoveryJump: Float = 0
    var hasRecovery = false
    var adaptation: ThresholdAdaptation?
    let start: PopulationPlan.Start
    /// Whether a membrane at rest without input stays there to the bit.
    var canSleep = false
    private let timeStep: Double
    private let exact: ExactCoupling?

    /// How currents move a membrane whose step is exact: the leak per millisecond, and what a unit of current does to
    /// it per millisecond.
    struct ExactCoupling {
        let leak: Double
        let gain: Double
    }

    init(_ model: NeuronModel, timeStep: Double, hasConductance: Bool) {
        self.timeStep = timeStep
        switch model {
        case .linear(let neuron):
            let leak = neuron.timeConstant.map { 1 / $0 } ?? 0
            // Without leak a unit of current moves the membrane by one in a millisecond.
            let gain = neuron.timeConstant.map { 1 / $0 } ?? 1
            exact = hasConductance ? nil : ExactCoupling(leak: leak, gain: gain)
            dynamics =
                hasConductance
                ? .relaxing(
                    RelaxingDynamics(
                        step: LaneRelaxation(rate: Float(timeStep * gain)), leak: neuron.timeConstant == nil ? 0 : 1))
                : .exact(ExactDynamics(loss: Float(-timeStep * leak * relaxation(timeStep * leak))))
            rest = Float(neuron.rest)
            threshold = Float(neuron.threshold - neuron.rest)
            switch neuron.reset {
            case .to(let value): reset = .to(Float(value - neuron.rest))
            case .subtractingThreshold: reset = .subtracting
            case .none: reset = .none
            }
            refractorySteps = Int32((neuron.refractory / timeStep).rounded())
            adaptation = neuron.adaptation
            start = .init(membrane: 0, recovery: 0)
            canSleep = true
        case .adaptiveExponential(let neuron):
            exact = nil
            dynamics = .adaptiveExponential(AdaptiveExponentialDynamics(neuron, timeStep: timeStep))
            rest = Float(neuron.rest)
            threshold = Float(neuron.cut - neuron.rest)
            reset = .to(Float(neuron.reset - neuron.rest))
            refractorySteps = Int32((neuron.refractory / timeStep).rounded())
            recoveryJump = Float(neuron.jump)
            hasRecovery = true
            start = .init(membrane: 0, recovery: 0)
        case .izhikevich(let neuron):
            exact = nil
            dynamics = .izhikevich(IzhikevichDynamics(neuron, timeStep: timeStep))
            rest = 0
            threshold = Float(IzhikevichNeuron.peak)
            reset = .to(Float(neuron.c))
            refractorySteps = 0
            recoveryJump = Float(neuron.d)
            hasRecovery = true
            start = .init(membrane: Float(neuron.c), recovery: Float(neuron.b * neuron.c))
        }
    }

    /// The channel of a synapse; of the direct current where there is none.
    func channel(_ synapse: Synapse?, _ count: Int, in layout: inout Layout) -> ChannelPlan {
        let level = layout.reserve(Float.self, count)
        guard let synapse else { return steady(level) }
        guard let time = synapse.timeConstant else {
            return ChannelPlan(
                level: level, rise: .none, decay: 0, climb: 0, effect: .membrane, coupling: 1, riseCoupling: 0)
        }
        let isAlpha = synapse.course == .alpha(timeConstant: time)
        let rise = isAlpha ? layout.reserve(Float.self, count) : .none
        let decay = Float(exponential(-timeStep / time))
        // The alpha function is e w t / tau exp(-t / tau), so that its peak is the weight.
        let climb = isAlpha ? exponential(1.0) * timeStep / time : 0
        guard synapse.reversal == nil, let exact else {
            return ChannelPlan(
                level: level, rise: rise, decay: decay, climb: Float(climb),
                effect: synapse.reversal == nil ? .drive : .conductance,
                coupling: synapse.reversal.map { Float($0) - rest } ?? 1, riseCoupling: 0)
        }
        // The integral of gain exp(-leak (dt - s)) over what the level is at s, for a level of one and for a rise of
        // one.
        let difference = timeStep * (1 / time - exact.leak)
        let full = exact.gain * timeStep * exponential(-timeStep * exact.leak)
        return ChannelPlan(
            level: level, rise: rise, decay: decay, climb: Float(climb), effect: .membrane,
            coupling: Float(full * relaxation(difference)),
            riseCoupling: Float(full * climb * rampRelaxation(difference)))
    }

    private func steady(_ level: Region<Float>) -> ChannelPlan {
        let coupling = exact.map { $0.gain * timeStep * relaxation($0.leak * timeStep) }
        return ChannelPlan(
            level: level, rise: .none, decay: 1, climb: 0, effect: coupling == nil ? .drive : .membrane,
            coupling: Float(coupling ?? 1), riseCoupling: 0)
    }
}
