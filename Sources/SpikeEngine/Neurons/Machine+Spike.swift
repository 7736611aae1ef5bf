extension Machine {
    /// Finds who spikes in a chunk after its update, resets them and raises their thresholds.
    /// - Returns: their bits.
    func spike(_ plan: UnsafePointer<PopulationPlan>, _ chunk: Int, _ used: Int) -> UInt64 {
        let membrane = plan.pointee.membrane.start(in: state)
        let until = plan.pointee.until.start(in: state)
        let isRefractory = plan.pointee.until.count > 0
        let threshold = Threshold(plan, self)
        let first = chunk * chunkSize
        var bits: UInt64 = 0
        for block in 0..<(used + laneCount - 1) / laneCount {
            let place = chunk * blocksInChunk + block
            let missing = isBelow(membrane[block: place], threshold.lanes(place))
            guard isNegativeAnywhere(~missing) else { continue }
            for lane in 0..<laneCount {
                let neuron = place * laneCount + lane
                guard neuron < first + used, membrane[neuron] >= threshold[neuron],
                    !isRefractory || until[neuron] <= clock
                else { continue }
                reset(plan, neuron, threshold[neuron])
                bits |= 1 << UInt64(neuron - first)
            }
        }
        return bits
    }

    @inline(__always)
    private func reset(_ plan: UnsafePointer<PopulationPlan>, _ neuron: Int, _ threshold: Float) {
        switch plan.pointee.reset {
        case .to(let value): plan.pointee.membrane.start(in: state)[neuron] = value
        case .subtracting: plan.pointee.membrane.start(in: state)[neuron] -= threshold
        case .none: break
        }
        if plan.pointee.until.count > 0 {
            let again = clock + plan.pointee.refractorySteps + 1
            plan.pointee.until.start(in: state)[neuron] = again
            plan.pointee.latest.start(in: state)[neuron / chunkSize] = again
        }
        if plan.pointee.recovery.count > 0 {
            plan.pointee.recovery.start(in: state)[neuron] += plan.pointee.recoveryJump
        }
        guard let adaptation = plan.pointee.adaptation, isLearning || !adaptation.isLearned else { return }
        let factor = adaptation.clock.now(in: state)
        let raised = adaptation.clock.stored.start(in: state)
        let kept = adaptation.accumulates ? raised[neuron] : 0
        raised[neuron] = kept + adaptation.increment / factor
    }

    /// Lets the thresholds of a population fall by a step.
    @inline(__always)
    func fall(_ plan: UnsafePointer<PopulationPlan>) {
        guard let adaptation = plan.pointee.adaptation, isLearning || !adaptation.isLearned else { return }
        adaptation.clock.advance(in: state)
        if adaptation.fall > 0 {
            let offset = adaptation.offset.start(in: state)
            offset.pointee = offset.pointee * adaptation.clock.decay - adaptation.fall
        }
    }
}
