extension Machine {
    /// Changes the weights to all targets of some chunks that spike in this step, and lets them raise their traces.
    @inline(__always)
    func potentiate(
        _ plan: UnsafePointer<ConnectionPlan>, _ rule: UnsafePointer<PlasticPlan>,
        _ spikes: UnsafeMutablePointer<UInt64>, chunks: Range<Int>
    ) {
        let change = WeightChange(plan, rule, rule.pointee.potentiation, self)
        var changed = 0
        for word in chunks {
            var bits = spikes[word]
            while bits != 0 {
                let target = word * chunkSize + bits.trailingZeroBitCount
                bits &= bits - 1
                let slow = rule.pointee.target.hasSlow ? trace(rule.pointee.target.slow, target) : 0
                let amount = rule.pointee.pairPotentiation + rule.pointee.tripletPotentiation * slow
                changed += potentiate(plan, rule, target, amount, change)
                raise(rule.pointee.target, target, accumulates: rule.pointee.accumulates)
            }
        }
        rule.pointee.changes.start(in: scratch)[chunks.lowerBound] += Int64(changed)
    }

    /// Changes the weights to one target from all sources whose traces can be heard.
    /// - Returns: how many there are.
    @inline(__always)
    private func potentiate(
        _ plan: UnsafePointer<ConnectionPlan>, _ rule: UnsafePointer<PlasticPlan>, _ target: Int, _ amount: Float,
        _ change: WeightChange
    ) -> Int {
        switch plan.pointee.wiring {
        case .dense(let stride): return potentiateDense(rule, target, amount, change, stride)
        case .listed: return potentiateListed(rule, target, amount, change)
        case .convolution, .allButOne: return 0
        }
    }

    @inline(__always)
    private func potentiateDense(
        _ rule: UnsafePointer<PlasticPlan>, _ target: Int, _ amount: Float, _ change: WeightChange, _ stride: Int
    ) -> Int {
        let active = rule.pointee.source.active.start(in: state)
        let stored = rule.pointee.source.fast.stored.start(in: state)
        let factor = rule.pointee.source.fast.now(in: state)
        var changed = 0
        for word in 0..<rule.pointee.source.active.count {
            var bits = active[word]
            while bits != 0 {
                let source = word * chunkSize + bits.trailingZeroBitCount
                bits &= bits - 1
                let value = audible(stored[source], factor)
                guard value > 0 else { continue }
                change.apply(value * amount, at: source &* stride &+ target)
                changed += 1
            }
        }
        return changed
    }

    private func potentiateListed(
        _ rule: UnsafePointer<PlasticPlan>, _ target: Int, _ amount: Float, _ change: WeightChange
    ) -> Int {
        let starts = rule.pointee.columns.starts.start(in: tables)
        let sources = rule.pointee.columns.sources.start(in: tables)
        let places = rule.pointee.columns.places.start(in: tables)
        var changed = 0
        for index in starts[target]..<starts[target + 1] {
            let value = trace(rule.pointee.source.fast, Int(sources[index]))
            guard value > 0 else { continue }
            change.apply(value * amount, at: places[index])
            changed += 1
        }
        return changed
    }
}
