extension NeuronModel {
    /// Finds numbers that make no sense and steps that are too coarse.
    func check(_ check: Check, timeStep: Double) throws {
        switch self {
        case .linear(let neuron): try neuron.check(check, timeStep)
        case .adaptiveExponential(let neuron): try neuron.check(check, timeStep)
        case .izhikevich(let neuron):
            for (value, name) in [(neuron.a, "a"), (neuron.b, "b"), (neuron.c, "c"), (neuron.d, "d")] {
                try check.finite(value, name)
            }
            guard neuron.c < IzhikevichNeuron.peak else {
                throw check.fault(.value, "c is \(neuron.c), where the neuron spikes", remedy: "give less than 30")
            }
            try check.step(timeStep, atMost: 1, for: "Izhikevich's neuron")
        }
    }
}

extension LinearNeuron {
    func check(_ check: Check, _ timeStep: Double) throws {
        try check.positive(timeConstant, "the membrane's time constant")
        try check.finite(rest, "the rest")
        try check.finite(threshold, "the threshold")
        try check.refractory(refractory, timeStep)
        try checkReset(check)
        if let timeConstant { try check.step(timeStep, atMost: timeConstant, for: "the membrane") }
        guard let adaptation else { return }
        try check.notNegative(adaptation.increment, "the increment of the threshold")
        try check.notNegative(adaptation.initial, "the initial adaptation")
        try check.notNegative(adaptation.targetRate, "the target rate")
        try check.positive(adaptation.timeConstant, "the time constant of the threshold")
        if let time = adaptation.timeConstant { try check.step(timeStep, atMost: time, for: "the adaptation") }
    }

    private func checkReset(_ check: Check) throws {
        switch reset {
        case .to(let value):
            try check.finite(value, "the reset")
            let lowest = threshold + (adaptation?.initial ?? 0)
            guard value < lowest else {
                throw check.fault(
                    .value, "the reset \(value) is not below the threshold \(lowest)", remedy: "lower the reset")
            }
        case .subtractingThreshold:
            guard threshold > rest else {
                throw check.fault(
                    .value, "the threshold \(threshold) is not above the rest \(rest), so nothing can be subtracted",
                    remedy: "raise the threshold")
            }
        case .none: break
        }
    }
}

extension AdaptiveExponentialNeuron {
    func check(_ check: Check, _ timeStep: Double) throws {
        try check.positive(capacitance, "the capacitance")
        try check.positive(leak, "the leak")
        try check.positive(slope, "the slope")
        try check.positive(adaptationTime, "the time constant of the adaptation")
        try check.refractory(refractory, timeStep)
        for (value, name) in [
            (rest, "the rest"), (threshold, "the threshold"), (cut, "the cut"), (reset, "the reset"),
            (coupling, "the coupling"), (jump, "the jump"),
        ] { try check.finite(value, name) }
        guard reset < cut else {
            throw check.fault(.value, "the reset \(reset) is not below the cut \(cut)", remedy: "lower the reset")
        }
        // The exponential term is taken at the start of a step, which only steps much shorter than the membrane allow.
        try check.step(timeStep, atMost: min(capacitance / leak / 10, adaptationTime / 2), for: "the exponential term")
    }
}

extension Check {
    /// Most steps that a delay or a refractory period may have.
    static let mostSteps = 1 << 16

    /// A refractory period must be a number of steps that can be counted.
    func refractory(_ time: Double, _ timeStep: Double) throws {
        try notNegative(time, "the refractory period")
        guard time / timeStep <= Double(Self.mostSteps) else {
            throw fault(
                .value, "a refractory period of \(time) ms is more than \(Self.mostSteps) steps", remedy: "shorten it")
        }
    }
}
