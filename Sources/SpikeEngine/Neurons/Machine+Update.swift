extension Machine {
    /// Takes the chunks of a population through the step, and writes down who spikes.
    func update(_ plan: UnsafePointer<PopulationPlan>, _ spikes: UnsafeMutablePointer<UInt64>, chunks: Range<Int>) {
        withChannels(plan) { channels in
            switch plan.pointee.dynamics {
            case .exact(let dynamics): update(plan, spikes, chunks, channels, by: dynamics)
            case .relaxing(let dynamics): update(plan, spikes, chunks, channels, by: dynamics)
            case .adaptiveExponential(let dynamics): update(plan, spikes, chunks, channels, by: dynamics)
            case .izhikevich(let dynamics): update(plan, spikes, chunks, channels, by: dynamics)
            }
        }
    }

    @inline(__always)
    private func update<Model: Dynamics>(
        _ plan: UnsafePointer<PopulationPlan>, _ spikes: UnsafeMutablePointer<UInt64>, _ chunks: Range<Int>,
        _ channels: UnsafeMutableBufferPointer<LiveChannel>, by dynamics: Model
    ) {
        let loop = NeuronLoop(plan, self, channels)
        for chunk in chunks {
            let used = min(chunkSize, plan.pointee.count - chunk * chunkSize)
            let blocks = AwakeBlocks(
                first: chunk * blocksInChunk, count: (used + laneCount - 1) / laneCount,
                asleep: plan.pointee.asleep.count > 0 ? plan.pointee.asleep.start(in: state)[chunk] : 0)
            spikes[chunk] = 0
            if blocks.asleep == .max { continue }
            let waits = plan.pointee.latest.count > 0 && plan.pointee.latest.start(in: state)[chunk] > clock
            let isOver = waits ? loop.advance(blocks, by: dynamics, true) : loop.advance(blocks, by: dynamics, false)
            if isOver { spikes[chunk] = spike(plan, chunk, used) }
        }
    }
}

/// The loop over the neurons of a chunk, with all that it needs at hand.
struct NeuronLoop {
    let membrane: UnsafeMutablePointer<Float>
    let recovery: UnsafeMutablePointer<Float>
    let until: UnsafeMutablePointer<Int32>
    let channels: UnsafeMutableBufferPointer<LiveChannel>
    let threshold: Threshold
    let now: WholeLanes
    /// All bits where the membrane stands still in the refractory period.
    let holds: WholeLanes

    @inline(__always)
    init(_ plan: UnsafePointer<PopulationPlan>, _ machine: Machine, _ channels: UnsafeMutableBufferPointer<LiveChannel>)
    {
        membrane = plan.pointee.membrane.start(in: machine.state)
        recovery = plan.pointee.recovery.start(in: machine.state)
        until = plan.pointee.until.start(in: machine.state)
        self.channels = channels
        threshold = Threshold(plan, machine)
        now = WholeLanes(repeating: machine.clock)
        holds = WholeLanes(repeating: plan.pointee.holds ? -1 : 0)
    }

    /// Takes the blocks of a chunk through the step.
    /// - Returns: whether anyone may spike.
    @inline(__always)
    func advance<Model: Dynamics>(_ blocks: AwakeBlocks, by dynamics: Model, _ someWait: Bool) -> Bool {
        // The sign of each lane is that of the distance by which nobody has reached the threshold so far.
        var missing = WholeLanes(repeating: -1)
        blocks.forEach { block in
            var input = LaneInput()
            var index = 0
            while index < channels.count {
                channels[index].flow(block, into: &input, of: Model.self)
                index &+= 1
            }
            let before = membrane[block: block]
            var second = Model.hasRecovery ? recovery[block: block] : Lanes(repeating: 0)
            var change = dynamics.change(of: before, &second, input)
            var distance = WholeLanes(repeating: 0)
            if someWait {
                let waits = (now &- until[block: block]) &>> 31
                change = unsafeBitCast(bits(change) & ~(waits & holds), to: Lanes.self)
                distance = waits
            }
            let after = before + change
            membrane[block: block] = after
            if Model.hasRecovery { recovery[block: block] = second }
            missing &= distance | bits(after - threshold.lanes(block))
        }
        return isNegativeAnywhere(~missing)
    }
}

/// The thresholds of a population in a step.
struct Threshold {
    /// The part that all neurons have in common.
    let common: Float
    /// The raised part of each neuron, where there is one, by the factor.
    let raised: UnsafeMutablePointer<Float>
    let factor: Float
    let isRaised: Bool

    @inline(__always)
    init(_ plan: UnsafePointer<PopulationPlan>, _ machine: Machine) {
        guard let adaptation = plan.pointee.adaptation else {
            common = plan.pointee.threshold
            // Never read: any address will do.
            raised = plan.pointee.membrane.start(in: machine.state)
            factor = 0
            isRaised = false
            return
        }
        common = plan.pointee.threshold + Float(adaptation.offset.start(in: machine.state).pointee)
        raised = adaptation.clock.stored.start(in: machine.state)
        factor = adaptation.clock.now(in: machine.state)
        isRaised = true
    }

    /// The thresholds of a block.
    @inline(__always)
    func lanes(_ block: Int) -> Lanes {
        isRaised ? raised[block: block] * factor + common : Lanes(repeating: common)
    }

    @inline(__always)
    subscript(neuron: Int) -> Float { isRaised ? raised[neuron] * factor + common : common }
}
