extension Simulation {
    /// Brings the network to rest, as between two examples: membranes, synapses, spikes on their way, traces, and
    /// thresholds that are no memory. Weights, learned thresholds, direct currents, rates and counts stay.
    public mutating func quieten() {
        let core = change()
        let state = core.state
        for plan in core.blueprint.populations.elements {
            plan.membrane.elements(in: state).update(repeating: plan.start.membrane)
            plan.recovery.elements(in: state).update(repeating: plan.start.recovery)
            plan.until.elements(in: state).update(repeating: 0)
            plan.latest.elements(in: state).update(repeating: 0)
            for index in plan.channels {
                core.blueprint.channels.elements[index].level.elements(in: state).update(repeating: 0)
                core.blueprint.channels.elements[index].rise.elements(in: state).update(repeating: 0)
            }
            if let adaptation = plan.adaptation, !adaptation.isLearned {
                adaptation.clock.stored.elements(in: state).update(repeating: adaptation.initial)
                adaptation.clock.factor.start(in: state.start).pointee = 1
                adaptation.offset.start(in: state.start).pointee = 0
            }
        }
        core.withMachine { machine in
            for plan in core.blueprint.connections.elements {
                plan.axons.ring.elements(in: state).update(repeating: 0)
                plan.axons.counts.elements(in: state).update(repeating: 0)
                plan.late?.ring.elements(in: state).update(repeating: 0)
            }
            for rule in core.blueprint.rules.elements {
                machine.clear(rule.source)
                machine.clear(rule.target)
                rule.eligibility?.stored.elements(in: state).update(repeating: 0)
            }
        }
        for place in core.schedules.indices { core.schedules[place] = Schedule() }
    }
}
