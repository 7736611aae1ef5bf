extension Machine {
    /// Adds what was on its way behind the synapses and is there now.
    func release(_ late: LatePlan, _ plan: UnsafePointer<ConnectionPlan>, _ chunks: Range<Int>) {
        let slot = late.ring.start(in: state) + step % late.slots * late.stride
        let inbox = plan.pointee.inbox.start(in: state)
        let nothing = Lanes(repeating: 0)
        for block in (chunks.lowerBound * blocksInChunk)..<(chunks.upperBound * blocksInChunk) {
            let arriving = slot[block: block]
            guard isHeardAnywhere(arriving) else { continue }
            inbox[block: block] += arriving
            slot[block: block] = nothing
            if plan.pointee.asleep.count > 0 { wake(plan, neuron: block * laneCount) }
        }
    }

    /// Puts a weight on its way behind its synapse.
    @inline(__always)
    func postpone(_ late: LatePlan, _ weight: Float, _ place: Int, _ target: Int) {
        let steps = Int(late.delays.start(in: tables)[place])
        let slot = (step + steps) % late.slots
        late.ring.start(in: state)[slot * late.stride + target] += weight
    }

    /// Puts whole rows on their way.
    func postponeDense(
        _ plan: UnsafePointer<ConnectionPlan>, _ late: LatePlan, _ stride: Int, _ count: Int, _ targets: Range<Int>
    ) {
        let arrivals = plan.pointee.arrivals.start(in: scratch)
        let weights = plan.pointee.weights.start(in: state)
        for index in 0..<count {
            let row = Int(arrivals[index]) * stride
            for target in targets { postpone(late, weights[row + target], row + target, target) }
        }
    }
}
