extension Machine {
    /// Notes what the arrivals of this step will take off, and lets them raise the traces of their sources.
    @inline(__always)
    func noteArrivals(_ plan: UnsafePointer<ConnectionPlan>, _ rule: UnsafePointer<PlasticPlan>) {
        let count = Int(plan.pointee.arrivalCount.start(in: scratch).pointee)
        let arrivals = plan.pointee.arrivals.start(in: scratch)
        let factors = rule.pointee.factors.start(in: scratch)
        for index in 0..<count {
            let source = Int(arrivals[index])
            let slow = rule.pointee.source.hasSlow ? trace(rule.pointee.source.slow, source) : 0
            factors[index] = rule.pointee.pairDepression + rule.pointee.tripletDepression * slow
            raise(rule.pointee.source, source, accumulates: rule.pointee.accumulates)
        }
    }

    /// Changes the weights of all arrivals to targets of some chunks that spiked not long ago.
    @inline(__always)
    func depress(_ plan: UnsafePointer<ConnectionPlan>, _ rule: UnsafePointer<PlasticPlan>, chunks: Range<Int>) {
        let count = Int(plan.pointee.arrivalCount.start(in: scratch).pointee)
        guard count > 0 else { return }
        let heard = listHeardTargets(rule, chunks)
        guard heard > 0 else { return }
        let changed: Int
        switch plan.pointee.wiring {
        case .dense(let stride):
            // A few targets are looked up one by one; for many it is faster to pass over the row.
            if heard * laneCount < chunks.count * chunkSize {
                depressHeard(plan, rule, stride, count, heard, chunks)
            } else {
                depressRows(plan, rule, stride, count, heard, chunks)
            }
            changed = heard * count
        case .listed(let starts, let columns):
            changed = depressListed(plan, rule, starts, columns, count, chunks)
        case .convolution, .allButOne: changed = 0
        }
        rule.pointee.changes.start(in: scratch)[chunks.lowerBound] += Int64(changed)
    }

    /// Lists the targets whose traces can be heard, from the place of the first chunk on.
    /// - Returns: how many there are.
    @inline(__always)
    private func listHeardTargets(_ rule: UnsafePointer<PlasticPlan>, _ chunks: Range<Int>) -> Int {
        let active = rule.pointee.target.active.start(in: state)
        let heard = rule.pointee.heardTargets.start(in: scratch) + chunks.lowerBound * chunkSize
        let values = rule.pointee.heardValues.start(in: scratch) + chunks.lowerBound * chunkSize
        let stored = rule.pointee.target.fast.stored.start(in: state)
        let factor = rule.pointee.target.fast.now(in: state)
        var found = 0
        for word in chunks {
            var bits = active[word]
            while bits != 0 {
                let target = word * chunkSize + bits.trailingZeroBitCount
                bits &= bits - 1
                let value = audible(stored[target], factor)
                guard value > 0 else { continue }
                heard[found] = Int32(truncatingIfNeeded: target)
                values[found] = value
                found += 1
            }
        }
        return found
    }

    @inline(__always)
    private func depressHeard(
        _ plan: UnsafePointer<ConnectionPlan>, _ rule: UnsafePointer<PlasticPlan>, _ stride: Int, _ count: Int,
        _ heard: Int, _ chunks: Range<Int>
    ) {
        let arrivals = plan.pointee.arrivals.start(in: scratch)
        let factors = rule.pointee.factors.start(in: scratch)
        let targets = rule.pointee.heardTargets.start(in: scratch) + chunks.lowerBound * chunkSize
        let values = rule.pointee.heardValues.start(in: scratch) + chunks.lowerBound * chunkSize
        let change = WeightChange(plan, rule, rule.pointee.depression, self)
        for index in 0..<count {
            let row = Int(arrivals[index]) &* stride
            let factor = -factors[index]
            for place in 0..<heard { change.apply(factor * values[place], at: row &+ Int(targets[place])) }
        }
    }

    private func depressRows(
        _ plan: UnsafePointer<ConnectionPlan>, _ rule: UnsafePointer<PlasticPlan>, _ stride: Int, _ count: Int,
        _ heard: Int, _ chunks: Range<Int>
    ) {
        let arrivals = plan.pointee.arrivals.start(in: scratch)
        let factors = rule.pointee.factors.start(in: scratch)
        let all = rule.pointee.targetValues.start(in: scratch)
        let blocks = (chunks.lowerBound * blocksInChunk)..<min(chunks.upperBound * blocksInChunk, stride / laneCount)
        for block in blocks { UnsafeMutablePointer(all)[block: block] = Lanes(repeating: 0) }
        let targets = rule.pointee.heardTargets.start(in: scratch) + chunks.lowerBound * chunkSize
        let values = rule.pointee.heardValues.start(in: scratch) + chunks.lowerBound * chunkSize
        for place in 0..<heard { all[Int(targets[place])] = values[place] }
        let change = WeightChange(plan, rule, rule.pointee.depression, self)
        for index in 0..<count {
            let row = Int(arrivals[index]) &* stride / laneCount
            let factor = -factors[index]
            for block in blocks { change.apply(all[block: block] * factor, toBlock: row &+ block) }
        }
    }

    private func depressListed(
        _ plan: UnsafePointer<ConnectionPlan>, _ rule: UnsafePointer<PlasticPlan>, _ starts: Region<Int>,
        _ columns: Region<Int32>, _ count: Int,
        _ chunks: Range<Int>
    ) -> Int {
        let arrivals = plan.pointee.arrivals.start(in: scratch)
        let factors = rule.pointee.factors.start(in: scratch)
        let columns = columns.start(in: tables)
        let targets = (chunks.lowerBound * chunkSize)..<min(chunks.upperBound * chunkSize, plan.pointee.targets)
        let change = WeightChange(plan, rule, rule.pointee.depression, self)
        var changed = 0
        for index in 0..<count {
            let factor = -factors[index]
            let row = synapses(
                of: Int(arrivals[index]), starts.start(in: tables), columns, targets, plan.pointee.targets)
            for place in row {
                let value = trace(rule.pointee.target.fast, Int(columns[place]))
                guard value > 0 else { continue }
                change.apply(factor * value, at: place)
                changed += 1
            }
        }
        return changed
    }
}
