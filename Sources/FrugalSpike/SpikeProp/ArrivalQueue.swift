/// The spikes that reach a layer, in order of time: every spike of an input, once for each delay.
struct ArrivalQueue {
    /// When each arrives, in milliseconds, ascending.
    private(set) var times: [Double]
    /// Which synapses it passes: the row of the weights, `input * delays + delay`.
    private(set) var rows: [Int]
    /// How many there are; the buffers are longer.
    private(set) var count = 0
    private var spareTimes: [Double]
    private var spareRows: [Int]
    private var order: [(time: Double, input: Int)] = []

    /// A queue with room for all spikes of `synapses`.
    init(for synapses: DelayedSynapses) {
        let room = (synapses.inputs + 1) * synapses.delays.count
        times = Array(repeating: 0, count: room)
        rows = Array(repeating: 0, count: room)
        spareTimes = times
        spareRows = rows
    }

    /// Fills the queue with the spikes of `inputs` and of the reference.
    ///
    /// The spikes are sorted once; each delay shifts all of them alike, so that as many sorted lists are merged as
    /// there are delays.
    mutating func fill(_ inputs: [Double], through synapses: DelayedSynapses, until deadline: Double) {
        order.removeAll(keepingCapacity: true)
        for (input, time) in inputs.enumerated() where time < deadline { order.append((time, input)) }
        order.append((0, inputs.count))
        order.sort { ($0.time, $0.input) < ($1.time, $1.input) }
        let delays = synapses.delays
        count = 0
        for (place, delay) in delays.enumerated() {
            for spike in order {
                times[count] = spike.time + delay
                rows[count] = spike.input * delays.count + place
                count += 1
            }
        }
        var run = order.count
        while run < count {
            mergeNeighbours(of: run)
            swap(&times, &spareTimes)
            swap(&rows, &spareRows)
            run *= 2
        }
    }

    /// Merges each two neighbouring sorted runs into the spare buffers.
    private mutating func mergeNeighbours(of run: Int) {
        let count = count
        times.withUnsafeBufferPointer { times in
            rows.withUnsafeBufferPointer { rows in
                spareTimes.withUnsafeMutableBufferPointer { mergedTimes in
                    spareRows.withUnsafeMutableBufferPointer { mergedRows in
                        for start in stride(from: 0, to: count, by: 2 * run) {
                            let (middle, end) = (min(start + run, count), min(start + 2 * run, count))
                            var (left, right) = (start, middle)
                            for place in start..<end {
                                let takesRight = left == middle || (right < end && times[right] < times[left])
                                let source = takesRight ? right : left
                                mergedTimes[place] = times[source]
                                mergedRows[place] = rows[source]
                                if takesRight { right += 1 } else { left += 1 }
                            }
                        }
                    }
                }
            }
        }
    }
}
