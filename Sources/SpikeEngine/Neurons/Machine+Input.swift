/// A channel with its addresses and its factors spread over lanes: what the loop over blocks holds.
struct LiveChannel {
    let level: UnsafeMutablePointer<Float>
    let rise: UnsafeMutablePointer<Float>
    let isAlpha: Bool
    let effect: ChannelPlan.Effect
    let coupling: Lanes
    let decay: Lanes
    /// What the rise leaves on the level after a step, and what it does to the membrane.
    let climb: Float
    let riseCoupling: Float

    init(_ plan: ChannelPlan, _ state: UnsafeMutableRawPointer) {
        level = plan.level.start(in: state)
        rise = plan.rise.start(in: state)
        isAlpha = plan.rise.count > 0
        effect = plan.effect
        coupling = Lanes(repeating: plan.coupling)
        decay = Lanes(repeating: plan.decay)
        climb = plan.climb * plan.decay
        riseCoupling = plan.riseCoupling
    }

    /// Adds what the channel does to a block, and lets it go on by a step.
    @inline(__always)
    func flow<Model: Dynamics>(_ block: Int, into input: inout LaneInput, of model: Model.Type) {
        let now = level[block: block]
        if !Model.asksDrive || effect == .membrane {
            input.jump += now * coupling
        } else {
            input.drive += now * coupling
            if effect == .conductance { input.conductance += now }
        }
        guard isAlpha else {
            level[block: block] = now * decay
            return
        }
        let rising = rise[block: block]
        input.jump += rising * riseCoupling
        level[block: block] = now * decay + rising * climb
        rise[block: block] = rising * decay
    }
}

extension Machine {
    /// Calls with the channels of a population; that of the direct current only where there is one.
    @inline(__always)
    func withChannels(_ plan: UnsafePointer<PopulationPlan>, _ body: (UnsafeMutableBufferPointer<LiveChannel>) -> Void)
    {
        withUnsafeTemporaryAllocation(of: LiveChannel.self, capacity: plan.pointee.channels.count + 1) { room in
            var count = 0
            for index in plan.pointee.channels {
                room.initializeElement(at: count, to: LiveChannel(channels[index], state))
                count += 1
            }
            if plan.pointee.directIsOn.start(in: state).pointee != 0 {
                room.initializeElement(at: count, to: LiveChannel(channels[plan.pointee.direct], state))
                count += 1
            }
            body(UnsafeMutableBufferPointer(rebasing: room[..<count]))
        }
    }
}

/// The blocks of a chunk that are not at rest.
struct AwakeBlocks {
    /// The first block.
    let first: Int
    /// The blocks that hold neurons.
    let count: Int
    /// A bit for each block at rest.
    let asleep: UInt8

    /// Calls with each block that is awake.
    @inline(__always)
    func forEach(_ body: (Int) -> Void) {
        var block = 0
        while block < count {
            if (asleep &>> UInt8(truncatingIfNeeded: block)) & 1 == 0 { body(first &+ block) }
            block &+= 1
        }
    }
}
