extension Simulation {
    /// The work of a population or source so far.
    public func counters(of key: some GroupKey) throws -> GroupCounters {
        let plan = try group(key)
        let tally = plan.tally.start(in: core.state.start)
        let updates = Int(tally[GroupPlan.Tally.updates])
        let numbers = numbersOfState(plan)
        return GroupCounters(
            spikes: Int(tally[GroupPlan.Tally.spikes]), neuronUpdates: updates, multiplyAdds: updates &* numbers,
            stateAccesses: 2 &* updates &* numbers)
    }

    /// The work of a connection so far.
    public func counters(of key: ConnectionKey) throws -> ConnectionCounters {
        let tally = try connection(key).tally.start(in: core.state.start)
        let additions = Int(tally[ConnectionPlan.Tally.additions])
        let changes = Int(tally[ConnectionPlan.Tally.changes] &+ tally[ConnectionPlan.Tally.scalings])
        return ConnectionCounters(
            arrivals: Int(tally[ConnectionPlan.Tally.arrivals]), synapticAdditions: additions, multiplyAdds: changes,
            weightAccesses: additions &+ 2 &* changes, membraneAccesses: 2 &* additions)
    }

    /// Sets all counters to zero.
    public mutating func resetCounters() {
        let core = change()
        for plan in core.blueprint.groups.elements { plan.tally.elements(in: core.state).update(repeating: 0) }
        for plan in core.blueprint.connections.elements { plan.tally.elements(in: core.state).update(repeating: 0) }
    }

    /// The numbers of a neuron that go on by a multiplication with an addition in every step.
    private func numbersOfState(_ plan: GroupPlan) -> Int {
        guard case .population(let place) = plan.kind else { return 0 }
        let population = core.blueprint.populations.elements[place]
        var numbers = population.recovery.count > 0 ? 2 : 1
        for index in population.channels {
            let channel = core.blueprint.channels.elements[index]
            // A jump leaves nothing behind.
            if channel.decay > 0 { numbers += channel.rise.count > 0 ? 2 : 1 }
        }
        return numbers
    }
}
