extension Core {
    /// Goes on by some steps.
    func run(steps: Int, on runner: some PartitionRunner) {
        withMachine { machine in
            for _ in 0..<steps {
                for index in blueprint.order { advance(index, machine, runner) }
                machine.step += 1
                if machine.step % stepsInEra == 0 { beginEra() }
            }
            step = machine.step
            for index in blueprint.connections.elements.indices { machine.collectChanges(index) }
        }
    }

    /// Takes a group through the step.
    @inline(__always)
    private func advance(_ index: Int, _ machine: Machine, _ runner: some PartitionRunner) {
        let group = machine.groups + index
        let spikes = group.pointee.spikes.start(in: scratch.start)
        let words = group.pointee.words
        switch group.pointee.kind {
        case .poisson(let place):
            spikes.update(repeating: 0, count: words)
            machine.fire(machine.poisson[place], spikes)
        case .scheduled(let place):
            spikes.update(repeating: 0, count: words)
            schedules[place].fire(in: machine.step, spikes)
        case .population(let place):
            machine.begin(group)
            let parts = min(runner.partitions, words)
            if parts > 1 {
                runner.run(parts) { part in
                    let chunks = (words * part / parts)..<(words * (part + 1) / parts)
                    machine.part(machine.groups + index, machine.populations + place, chunks: chunks)
                }
            } else {
                machine.part(group, machine.populations + place, chunks: 0..<words)
            }
            machine.end(group, machine.populations + place)
            if recorder.isOn { noteMembranes(of: machine.populations[place], group: index) }
        }
        machine.publish(group)
        if recorder.isOn { recorder.note(group: index, step: machine.step, spikes, words) }
    }

    /// Sets the clocks back, which hold fewer bits than steps.
    private func beginEra() {
        for region in blueprint.care.clocks {
            let clocks = region.elements(in: state)
            for index in clocks.indices where clocks[index] != .max {
                clocks[index] = max(clocks[index], Int32.min / 2) - Int32(stepsInEra)
            }
        }
        relist()
    }

    /// Writes down the membranes of the neurons that are recorded.
    private func noteMembranes(of population: PopulationPlan, group: Int) {
        guard let record = recorder.membranes[group] else { return }
        let membrane = population.membrane.start(in: state.start)
        for (place, neuron) in record.neurons.enumerated() {
            recorder.membranes[group]?.traces[place].append(membrane[neuron] + population.rest)
        }
    }
}
