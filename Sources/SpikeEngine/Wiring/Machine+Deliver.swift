extension Machine {
    /// Adds the weights of all arrivals to the targets of some chunks.
    @inline(__always)
    func deliver(_ plan: UnsafePointer<ConnectionPlan>, chunks: Range<Int>) {
        let count = Int(plan.pointee.arrivalCount.start(in: scratch).pointee)
        if count > 0 { deliver(plan, chunks, count) }
        // Last, because a synapse of this step may be without delay of its own.
        if let late = plan.pointee.late { release(late, plan, chunks) }
    }

    @inline(__always)
    private func deliver(_ plan: UnsafePointer<ConnectionPlan>, _ chunks: Range<Int>, _ count: Int) {
        let targets = (chunks.lowerBound * chunkSize)..<min(chunks.upperBound * chunkSize, plan.pointee.targets)
        switch plan.pointee.wiring {
        case .dense(let stride):
            if let late = plan.pointee.late {
                postponeDense(plan, late, stride, count, targets)
            } else {
                wake(plan, chunks)
                addRows(plan, stride, count, targets)
            }
        case .listed(let starts, let columns):
            addListed(plan, starts.start(in: tables), columns.start(in: tables), count, targets)
        case .convolution(let convolution):
            wake(plan, chunks)
            addPictures(plan, convolution, count, targets)
        case .allButOne:
            wake(plan, chunks)
            addToOthers(plan, count, targets)
        }
    }

    /// Wakes all neurons of some chunks.
    @inline(__always)
    private func wake(_ plan: UnsafePointer<ConnectionPlan>, _ chunks: Range<Int>) {
        guard plan.pointee.anyAsleep.start(in: state).pointee != 0 else { return }
        let asleep = plan.pointee.asleep.start(in: state)
        for chunk in chunks { asleep[chunk] = 0 }
    }

    /// Wakes the block of a neuron.
    @inline(__always)
    func wake(_ plan: UnsafePointer<ConnectionPlan>, neuron: Int) {
        let bit: UInt8 = 1 << UInt8(truncatingIfNeeded: (neuron / laneCount) % blocksInChunk)
        plan.pointee.asleep.start(in: state)[neuron / chunkSize] &= ~bit
    }

    /// Adds whole rows, four blocks of targets at a time: their levels stay in registers while the rows pass.
    @inline(__always)
    private func addRows(_ plan: UnsafePointer<ConnectionPlan>, _ stride: Int, _ count: Int, _ targets: Range<Int>) {
        let arrivals = plan.pointee.arrivals.start(in: scratch)
        let weights = plan.pointee.weights.start(in: state)
        let inbox = plan.pointee.inbox.start(in: state)
        let last = (targets.upperBound + laneCount - 1) / laneCount
        var block = targets.lowerBound / laneCount
        while block + 4 <= last {
            var (one, two) = (inbox[block: block], inbox[block: block + 1])
            var (three, four) = (inbox[block: block + 2], inbox[block: block + 3])
            for index in 0..<count {
                let row = weights + Int(arrivals[index]) &* stride
                one += row[block: block]
                two += row[block: block + 1]
                three += row[block: block + 2]
                four += row[block: block + 3]
            }
            inbox[block: block] = one
            inbox[block: block + 1] = two
            inbox[block: block + 2] = three
            inbox[block: block + 3] = four
            block += 4
        }
        while block < last {
            var sum = inbox[block: block]
            for index in 0..<count { sum += (weights + Int(arrivals[index]) &* stride)[block: block] }
            inbox[block: block] = sum
            block += 1
        }
    }

    /// Adds the synapses of each source, one by one.
    @inline(__always)
    private func addListed(
        _ plan: UnsafePointer<ConnectionPlan>, _ starts: UnsafeMutablePointer<Int>,
        _ columns: UnsafeMutablePointer<Int32>,
        _ count: Int, _ targets: Range<Int>
    ) {
        let arrivals = plan.pointee.arrivals.start(in: scratch)
        let weights = plan.pointee.weights.start(in: state)
        let inbox = plan.pointee.inbox.start(in: state)
        let wakes = plan.pointee.anyAsleep.start(in: state).pointee != 0
        for index in 0..<count {
            let row = synapses(of: Int(arrivals[index]), starts, columns, targets, plan.pointee.targets)
            if let late = plan.pointee.late {
                for place in row { postpone(late, weights[place], place, Int(columns[place])) }
                continue
            }
            for place in row { inbox[Int(columns[place])] += weights[place] }
            guard wakes else { continue }
            for place in row { wake(plan, neuron: Int(columns[place])) }
        }
    }

    /// The synapses of a source that end within a range of targets.
    @inline(__always)
    func synapses(
        of source: Int, _ starts: UnsafeMutablePointer<Int>, _ columns: UnsafeMutablePointer<Int32>,
        _ targets: Range<Int>, _ allTargets: Int
    ) -> Range<Int> {
        let all = starts[source]..<starts[source + 1]
        guard targets.count < allTargets else { return all }
        let first = Self.firstPlace(columns, all, Int32(truncatingIfNeeded: targets.lowerBound))
        let last = Self.firstPlace(columns, all, Int32(truncatingIfNeeded: targets.upperBound))
        return first..<last
    }

    /// The first place of a rising row whose target is not below a limit.
    private static func firstPlace(_ columns: UnsafeMutablePointer<Int32>, _ row: Range<Int>, _ limit: Int32) -> Int {
        var (low, high) = (row.lowerBound, row.upperBound)
        while low < high {
            let middle = (low + high) / 2
            if columns[middle] < limit { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Adds the one weight to all targets but the source's own.
    @inline(__always)
    private func addToOthers(_ plan: UnsafePointer<ConnectionPlan>, _ count: Int, _ targets: Range<Int>) {
        let arrivals = plan.pointee.arrivals.start(in: scratch)
        let weight = plan.pointee.weights.start(in: state).pointee
        let inbox = plan.pointee.inbox.start(in: state)
        for index in 0..<count {
            let own = Int(arrivals[index])
            let isHere = targets.contains(own)
            let kept = isHere ? inbox[own] : 0
            for target in targets { inbox[target] += weight }
            if isHere { inbox[own] = kept }
        }
    }
}
