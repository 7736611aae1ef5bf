extension Simulation {
    /// The membrane of each neuron.
    public func membranes(of key: PopulationKey) throws -> [Float] {
        let plan = try population(key)
        return read(plan.membrane, plan.count).map { $0 + plan.rest }
    }

    /// The second variable of each neuron: `w` of the adaptive exponential model in pA, `u` of Izhikevich's.
    /// - Throws: ``SpikeError`` for a model without one.
    public func recoveries(of key: PopulationKey) throws -> [Float] {
        let plan = try population(key)
        guard plan.recovery.count > 0 else {
            throw SpikeError(
                .combination, network.name(ofGroup: key.index), "its model has no second variable",
                remedy: "ask an adaptive exponential or Izhikevich population")
        }
        return read(plan.recovery, plan.count)
    }

    /// By how much the threshold of each neuron is raised now.
    /// - Throws: ``SpikeError`` for a population without adaptation.
    public func raisedThresholds(of key: PopulationKey) throws -> [Float] {
        let plan = try population(key)
        guard let adaptation = plan.adaptation else { throw withoutAdaptation(key) }
        let factor = adaptation.clock.now(in: core.state.start)
        let offset = Float(adaptation.offset.start(in: core.state.start).pointee)
        return read(adaptation.clock.stored, plan.count).map { $0 * factor + offset }
    }

    /// How often each neuron or source has spiked since the counts were last set to zero.
    public func spikeCounts(of key: some GroupKey) throws -> [Int] {
        let plan = try group(key)
        return plan.spikeCounts.elements(in: core.state).map { Int($0) }
    }

    /// Sets the spike counts of a group to zero.
    public mutating func resetSpikeCounts(of key: some GroupKey) throws {
        let plan = try group(key)
        plan.spikeCounts.elements(in: change().state).update(repeating: 0)
    }

    /// Starts to write down the spikes of a group, from nothing.
    public mutating func recordSpikes(of key: some GroupKey) throws {
        _ = try group(key)
        change().recorder.spikes[key.index] = []
    }

    /// The spikes that were written down.
    public func spikes(of key: some GroupKey) throws -> [Spike] {
        _ = try group(key)
        return core.recorder.spikes[key.index] ?? []
    }

    /// Starts to write down the membranes of some neurons after each step, from nothing.
    /// - Throws: ``SpikeError`` for a neuron that is not there.
    public mutating func recordMembranes(of key: PopulationKey, neurons: [Int]) throws {
        let plan = try population(key)
        if let wrong = neurons.first(where: { !(0..<plan.count).contains($0) }) {
            throw SpikeError(
                .index, network.name(ofGroup: key.index), "it has no neuron \(wrong)",
                remedy: "stay between 0 and \(plan.count - 1)")
        }
        change().recorder.membranes[key.index] = MembraneRecord(
            neurons: neurons, traces: neurons.map { _ in [] })
    }

    /// The membranes that were written down: for each neuron one after each step, after the reset where it spiked.
    public func membraneTraces(of key: PopulationKey) throws -> [[Float]] {
        _ = try population(key)
        return core.recorder.membranes[key.index]?.traces ?? []
    }

    /// Stops to write anything down, and forgets what was.
    public mutating func stopRecording() { change().recorder = Recorder() }

    private func read(_ region: Region<Float>, _ count: Int) -> [Float] {
        Array(region.elements(in: core.state).prefix(count))
    }
}
