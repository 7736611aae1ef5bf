extension Simulation {
    /// Sets how often sources at random spike from now on, in spikes per second. Only those change their next spike
    /// whose rate is another than before.
    /// - Throws: ``SpikeError`` for a wrong number of rates, or one that is negative or above one spike a step.
    public mutating func setRates(_ rates: [Float], of key: PoissonKey) throws {
        let plan = try poisson(key)
        let check = Check(subject: network.name(ofGroup: key.index))
        try check.count(rates.count, plan.count, "rates")
        try check.numbers(rates, "rate", notNegative: true)
        let step = network.timeStep / 1000
        if let fast = rates.firstIndex(where: { Double($0) * step > 1 }) {
            throw check.fault(
                .value, "rate number \(fast) is \(rates[fast]) spikes per second, more than one a step",
                remedy: "stay at or below \(1 / step)")
        }
        change().setRates(rates, of: plan, step: step)
    }

    /// Adds spikes to those that sources have yet to give. Two of a source in the same step are one.
    /// - Throws: ``SpikeError`` for a spike in the past or of a source that is not there.
    public mutating func schedule(_ spikes: [Spike], of key: ScheduleKey) throws {
        let place = try schedule(key)
        let check = Check(subject: network.name(ofGroup: key.index))
        let count = core.blueprint.schedules[place].count
        for spike in spikes {
            guard (0..<count).contains(spike.neuron) else {
                throw check.fault(
                    .index, "a spike of source \(spike.neuron)", remedy: "stay between 0 and \(count - 1)")
            }
            guard spike.step >= step else {
                throw check.fault(
                    .value, "a spike in step \(spike.step), which is past", remedy: "the next step is \(step)")
            }
        }
        change().schedules[place].add(spikes)
    }

    /// Sets the current that flows into each neuron from now on, in the unit of the model.
    /// - Throws: ``SpikeError`` for a wrong number of currents or one that is not finite.
    public mutating func setCurrents(_ currents: [Float], of key: PopulationKey) throws {
        let plan = try population(key)
        try checkNumbers(currents, plan.count, "currents", key)
        let core = change()
        core.set(currents, core.blueprint.channels.elements[plan.direct].level, of: plan)
        plan.directIsOn.start(in: core.state.start).pointee = currents.contains { $0 != 0 } ? 1 : 0
    }

    /// Sets the membrane of each neuron.
    /// - Throws: ``SpikeError`` for a wrong number of membranes or one that is not finite.
    public mutating func setMembranes(_ membranes: [Float], of key: PopulationKey) throws {
        let plan = try population(key)
        try checkNumbers(membranes, plan.count, "membranes", key)
        change().set(membranes.map { $0 - plan.rest }, plan.membrane, of: plan)
    }

    /// Sets by how much the threshold of each neuron is raised.
    /// - Throws: ``SpikeError`` for a population without adaptation, a wrong number of values or one that is not
    ///   finite.
    public mutating func setRaisedThresholds(_ values: [Float], of key: PopulationKey) throws {
        let plan = try population(key)
        guard let adaptation = plan.adaptation else { throw withoutAdaptation(key) }
        try checkNumbers(values, plan.count, "thresholds", key)
        let core = change()
        let factor = adaptation.clock.now(in: core.state.start)
        let offset = Float(adaptation.offset.start(in: core.state.start).pointee)
        core.set(values.map { ($0 - offset) / factor }, adaptation.clock.stored, of: plan)
    }

    func withoutAdaptation(_ key: PopulationKey) -> SpikeError {
        SpikeError(
            .combination, network.name(ofGroup: key.index), "its thresholds do not adapt",
            remedy: "use a model with adaptation")
    }

    private func checkNumbers(_ values: [Float], _ count: Int, _ name: String, _ key: PopulationKey) throws {
        let check = Check(subject: network.name(ofGroup: key.index))
        try check.count(values.count, count, name)
        try check.numbers(values, name)
    }
}

extension Core {
    /// Writes numbers of neurons, and wakes the neurons.
    func set(_ values: [Float], _ region: Region<Float>, of plan: PopulationPlan) {
        let target = region.start(in: state.start)
        for (index, value) in values.enumerated() { target[index] = value }
        plan.asleep.elements(in: state).update(repeating: 0)
        plan.anyAsleep.start(in: state.start).pointee = 0
    }

    /// Writes the rates of sources, and draws the next spikes of those whose rate changes.
    func setRates(_ rates: [Float], of plan: PoissonPlan, step: Double) {
        let now = plan.rates.start(in: state.start)
        let inverse = plan.inverseLogarithms.start(in: state.start)
        let due = plan.due.start(in: state.start)
        withMachine { machine in
            for (source, rate) in rates.enumerated() where rate != now[source] {
                now[source] = rate
                let probability = min(1, Double(rate) * step)
                inverse[source] = probability > 0 ? 1 / logarithm(oneMinus: probability) : -.infinity
                due[source] = machine.draw(plan, source, from: machine.clock)
            }
            machine.list(plan)
        }
    }
}
