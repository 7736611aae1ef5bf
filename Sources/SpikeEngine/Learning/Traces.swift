extension Machine {
    /// A trace of a neuron now; zero once it is too faint to be heard.
    @inline(__always)
    func trace(_ clock: DecayClock, _ neuron: Int) -> Float {
        audible(clock.stored.start(in: state)[neuron], clock.now(in: state))
    }

    /// Lets a spike raise the traces of a neuron.
    @inline(__always)
    func raise(_ traces: TracePlan, _ neuron: Int, accumulates: Bool) {
        raise(traces.fast, neuron, accumulates)
        if traces.hasSlow { raise(traces.slow, neuron, accumulates) }
        traces.active.start(in: state)[neuron / chunkSize] |= 1 << UInt64(neuron % chunkSize)
    }

    @inline(__always)
    private func raise(_ clock: DecayClock, _ neuron: Int, _ accumulates: Bool) {
        let kept = accumulates ? trace(clock, neuron) : 0
        clock.stored.start(in: state)[neuron] = (kept + 1) / clock.now(in: state)
    }

    /// Lets the traces of one side decay by a step.
    @inline(__always)
    func decay(_ traces: TracePlan) {
        traces.fast.advance(in: state)
        if traces.hasSlow { traces.slow.advance(in: state) }
    }

    /// Forgets which neurons had traces that can no longer be heard. It saves work and changes nothing.
    func prune(_ traces: TracePlan) {
        let active = traces.active.start(in: state)
        for word in 0..<traces.active.count {
            var bits = active[word]
            while bits != 0 {
                let bit = bits.trailingZeroBitCount
                if trace(traces.fast, word * chunkSize + bit) == 0 { active[word] &= ~(1 << UInt64(bit)) }
                bits &= bits - 1
            }
        }
    }

    /// Sets the traces of one side to zero.
    func clear(_ traces: TracePlan) {
        for clock in [traces.fast, traces.slow] {
            clock.stored.start(in: state).update(repeating: 0, count: clock.stored.count)
            clock.factor.start(in: state).pointee = 1
        }
        traces.active.start(in: state).update(repeating: 0, count: traces.active.count)
    }
}
