extension Machine {
    /// Lists the sources whose spikes arrive through a connection in this step, and counts what they will do.
    @inline(__always)
    func arrive(_ plan: UnsafePointer<ConnectionPlan>) {
        let axons = plan.pointee.axons
        let slot = step % axons.slots
        let expected = axons.counts.start(in: state) + slot
        let count = plan.pointee.arrivalCount.start(in: scratch)
        count.pointee = 0
        guard expected.pointee > 0 else { return }
        let ring = axons.ring.start(in: state) + slot * plan.pointee.sourceWords
        let arrivals = plan.pointee.arrivals.start(in: scratch)
        var found = 0
        for word in 0..<plan.pointee.sourceWords {
            var bits = ring[word]
            while bits != 0 {
                arrivals[found] = Int32(truncatingIfNeeded: word * chunkSize + bits.trailingZeroBitCount)
                found += 1
                bits &= bits - 1
            }
            ring[word] = 0
        }
        expected.pointee = 0
        count.pointee = Int32(truncatingIfNeeded: found)
        let tally = plan.pointee.tally.start(in: state)
        tally[ConnectionPlan.Tally.arrivals] &+= Int64(found)
        tally[ConnectionPlan.Tally.additions] &+= Int64(fanOut(plan, arrivals, found))
    }

    /// The synapses that some sources reach.
    @inline(__always)
    private func fanOut(_ plan: UnsafePointer<ConnectionPlan>, _ arrivals: UnsafeMutablePointer<Int32>, _ count: Int)
        -> Int
    {
        switch plan.pointee.wiring {
        case .dense: return count * plan.pointee.targets
        case .allButOne: return count * (plan.pointee.targets - 1)
        case .listed(let starts, _):
            let starts = starts.start(in: tables)
            var sum = 0
            for index in 0..<count {
                let source = Int(arrivals[index])
                sum += starts[source + 1] - starts[source]
            }
            return sum
        case .convolution(let convolution):
            let fanOut = convolution.fanOut.start(in: tables)
            var sum = 0
            for index in 0..<count { sum += Int(fanOut[Int(arrivals[index])]) }
            return sum
        }
    }

    /// Sends the spikes of a group into a connection that begins there.
    @inline(__always)
    func emit(_ spikes: UnsafeMutablePointer<UInt64>, _ count: Int, into plan: UnsafePointer<ConnectionPlan>) {
        guard count > 0 else { return }
        let axons = plan.pointee.axons
        let ring = axons.ring.start(in: state)
        let counts = axons.counts.start(in: state)
        guard axons.delays.count > 0 else {
            let slot = (step + axons.common) % axons.slots
            (ring + slot * plan.pointee.sourceWords).update(from: spikes, count: plan.pointee.sourceWords)
            counts[slot] = Int32(truncatingIfNeeded: count)
            return
        }
        let delays = axons.delays.start(in: tables)
        for word in 0..<plan.pointee.sourceWords {
            var bits = spikes[word]
            while bits != 0 {
                let bit = bits.trailingZeroBitCount
                let slot = (step + Int(delays[word * chunkSize + bit])) % axons.slots
                ring[slot * plan.pointee.sourceWords + word] |= 1 << UInt64(bit)
                counts[slot] &+= 1
                bits &= bits - 1
            }
        }
    }
}
