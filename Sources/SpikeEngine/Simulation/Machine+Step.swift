extension Machine {
    /// What must be known to all parts of a population's step before they begin: who arrives, and their traces.
    @inline(__always)
    func begin(_ group: UnsafePointer<GroupPlan>) {
        for index in group.pointee.incoming {
            arrive(connections + index)
            if isLearning, let rule = rule(of: index) { noteArrivals(connections + index, rule) }
        }
    }

    /// The step of some chunks of a population. It writes to these chunks and to the weights that lead to them, and
    /// reads nothing that another part writes.
    @inline(__always)
    func part(_ group: UnsafePointer<GroupPlan>, _ population: UnsafePointer<PopulationPlan>, chunks: Range<Int>) {
        let spikes = group.pointee.spikes.start(in: scratch)
        for index in group.pointee.incoming {
            deliver(connections + index, chunks: chunks)
            if isLearning, let rule = rule(of: index) {
                depress(connections + index, rule, chunks: chunks)
            }
        }
        update(population, spikes, chunks: chunks)
        guard isLearning, hasSpikes(spikes, chunks) else { return }
        for index in group.pointee.incoming {
            if let rule = rule(of: index) {
                potentiate(connections + index, rule, spikes, chunks: chunks)
            }
        }
    }

    @inline(__always)
    private func hasSpikes(_ spikes: UnsafeMutablePointer<UInt64>, _ chunks: Range<Int>) -> Bool {
        var all: UInt64 = 0
        for chunk in chunks { all |= spikes[chunk] }
        return all != 0
    }

    /// Counts the spikes of a group and sends them on their way.
    @inline(__always)
    func publish(_ group: UnsafePointer<GroupPlan>) {
        let spikes = group.pointee.spikes.start(in: scratch)
        let counts = group.pointee.spikeCounts.start(in: state)
        var total = 0
        for word in 0..<group.pointee.words {
            var bits = spikes[word]
            total += bits.nonzeroBitCount
            while bits != 0 {
                counts[word * chunkSize + bits.trailingZeroBitCount] &+= 1
                bits &= bits - 1
            }
        }
        guard total > 0 else { return }
        group.pointee.tally.start(in: state)[GroupPlan.Tally.spikes] &+= Int64(total)
        for place in group.pointee.outgoing { emit(spikes, total, into: connections + outgoing[place]) }
    }

    /// Ends the step of a population: thresholds fall, traces decay, and now and then the quiet fall asleep.
    @inline(__always)
    func end(_ group: UnsafePointer<GroupPlan>, _ population: UnsafePointer<PopulationPlan>) {
        group.pointee.tally.start(in: state)[GroupPlan.Tally.updates] &+= Int64(group.pointee.count)
        fall(population)
        let isTidy = step % Self.stepsBetweenRests == 0
        if isTidy { settle(population) }
        guard isLearning else { return }
        for index in group.pointee.incoming {
            guard let rule = rule(of: index) else { continue }
            decay(rule.pointee.source)
            decay(rule.pointee.target)
            rule.pointee.eligibility?.advance(in: state)
            guard isTidy else { continue }
            prune(rule.pointee.source)
            prune(rule.pointee.target)
        }
    }

    /// Adds up what the parts have counted.
    func collectChanges(_ index: Int) {
        guard let rule = rule(of: index) else { return }
        let changes = rule.pointee.changes.start(in: scratch)
        let tally = connections[index].tally.start(in: state) + ConnectionPlan.Tally.changes
        for chunk in 0..<rule.pointee.changes.count {
            tally.pointee &+= changes[chunk]
            changes[chunk] = 0
        }
    }
}
