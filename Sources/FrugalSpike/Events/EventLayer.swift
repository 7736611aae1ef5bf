import FrugalTensor

/// A layer at work: its membranes, the currents of a step, and what it did.
final class EventLayer {
    let plan: EventNetwork.Layer
    /// What the layer passes on in this step.
    let output: EventList
    let membranes: Block<Float>
    /// Spikes of each neuron so far, in the order of the network.
    let counts: Block<Int32>
    private(set) var additions = 0
    private(set) var multiplyAdds = 0
    private(set) var updates = 0

    private let current: Block<Float>
    private let spikes: Block<Float>
    private let pooling: EventPooling?
    private var fired = false

    init(_ plan: EventNetwork.Layer) {
        self.plan = plan
        output = EventList(room: plan.shape.count)
        membranes = Block(plan.shape.room, of: 0)
        current = Block(plan.shape.room, of: 0)
        spikes = Block(plan.shape.room, of: 0)
        counts = Block(plan.shape.count, of: 0)
        switch plan.synapses {
        case .averagePool(let window): pooling = EventPooling(window, keepsCounts: false)
        case .maxPool(let window): pooling = EventPooling(window, keepsCounts: true)
        case .dense, .convolution: pooling = nil
        }
    }

    /// Puts everything back to the beginning of a presentation.
    func begin() {
        membranes.clear()
        counts.clear()
        (additions, multiplyAdds, updates, fired) = (0, 0, 0, false)
        pooling?.begin()
    }

    /// Takes a step with these events.
    func step(_ events: EventList) {
        if isAtRest(events) { return output.clear() }
        gather(events)
        advance()
    }

    /// Takes a step with the currents of the step before: for a layer that numbers drive which do not change.
    func stepAgain() { advance() }

    /// Whether a step would change nothing: no event, no current, no decay, and nobody who spiked at the last step and
    /// may be above the threshold still. Such a step is not taken and not counted.
    private func isAtRest(_ events: EventList) -> Bool {
        events.count == 0 && plan.bias == nil && !fired && (plan.neurons?.decay ?? 1) == 1
    }

    private func gather(_ events: EventList) {
        if let bias = plan.bias {
            current.copy(bias)
        } else {
            current.clear()
        }
        switch plan.synapses {
        case .dense(let rows): gatherDense(events, rows)
        case .convolution(let convolution, let rows): gatherConvolution(events, convolution, rows)
        case .averagePool: additions += pooling?.means(of: events, to: current.start) ?? 0
        case .maxPool: additions += pooling?.busiest(of: events, to: current.start) ?? 0
        }
    }

    private func gatherDense(_ events: EventList, _ rows: Block<Float>) {
        let width = plan.shape.width
        guard !events.areSpikes else {
            EventLoops.add(rows.start, at: events.places.start, count: events.count, width: width, to: current.start)
            additions += events.count * plan.shape.channels
            return
        }
        for event in 0..<events.count {
            let row = rows.start + Int(events.places.start[event]) * width
            let value = events.values.start[event]
            EventLoops.add(row, times: value, width: width, to: current.start)
            if value == 1 {
                additions += plan.shape.channels
            } else {
                multiplyAdds += plan.shape.channels
            }
        }
    }

    private func gatherConvolution(_ events: EventList, _ convolution: ConvolutionSynapses, _ rows: Block<Float>) {
        for event in 0..<events.count {
            let value = events.values.start[event]
            let targets = convolution.scatter(
                Int(events.places.start[event]), value, rows.start, width: plan.shape.width, to: current.start)
            if value == 1 {
                additions += targets * plan.shape.channels
            } else {
                multiplyAdds += targets * plan.shape.channels
            }
        }
    }

    private func advance() {
        output.clear()
        guard let neurons = plan.neurons else { return passOn(current) }
        updates += plan.shape.count
        guard let threshold = neurons.threshold else {
            for neuron in 0..<membranes.count {
                membranes.start[neuron] = neurons.decay * membranes.start[neuron] + current.start[neuron]
            }
            return
        }
        fired = EventLoops.fire(
            membranes.start, current: current.start, spikes: spikes.start, count: membranes.count,
            decay: neurons.decay, threshold: threshold, subtracts: neurons.reset == .subtract)
        guard fired else { return }
        passOn(spikes)
        for event in 0..<output.count { counts.start[Int(output.places.start[event])] += 1 }
    }

    /// Puts what is not zero into the output, in the order of the network.
    private func passOn(_ signal: Block<Float>) {
        let shape = plan.shape
        guard shape.places > 1 else {
            // Sixteen at a time, because few of them are anything but zero.
            for start in stride(from: 0, to: shape.width, by: 16) where Self.hasSignal(signal.start + start) {
                for index in start..<min(start + 16, shape.channels) where signal.start[index] != 0 {
                    output.append(index, signal.start[index])
                }
            }
            return
        }
        for channel in 0..<shape.channels {
            for place in 0..<shape.places {
                let value = signal.start[place * shape.width + channel]
                if value != 0 { output.append(channel * shape.places + place, value) }
            }
        }
    }

    @inline(__always)
    private static func hasSignal(_ signal: UnsafePointer<Float>) -> Bool {
        var bits: UInt32 = 0
        for index in 0..<16 { bits |= signal[index].bitPattern & 0x7FFF_FFFF }
        return bits != 0
    }
}

extension ConvolutionSynapses {
    /// Adds the kernel, times `value`, to the currents of all places that the input at `place` reaches.
    /// - Returns: how many places that are.
    @inline(__always)
    fileprivate func scatter(
        _ place: Int, _ value: Float, _ rows: UnsafePointer<Float>, width rowWidth: Int,
        to sums: UnsafeMutablePointer<Float>
    ) -> Int {
        let x = place % width + padding
        let y = place / width % height + padding
        let channel = place / (width * height)
        var targets = 0
        for down in 0..<min(kernel, y + 1) where (y - down) % stride == 0 && (y - down) / stride < outputHeight {
            for right in 0..<min(kernel, x + 1) where (x - right) % stride == 0 && (x - right) / stride < outputWidth {
                let row = rows + ((channel * kernel + down) * kernel + right) * rowWidth
                let target = sums + ((y - down) / stride * outputWidth + (x - right) / stride) * rowWidth
                EventLoops.add(row, times: value, width: rowWidth, to: target)
                targets += 1
            }
        }
        return targets
    }
}
