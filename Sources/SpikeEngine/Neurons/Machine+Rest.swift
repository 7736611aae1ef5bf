extension Machine {
    /// Every so many steps levels that nobody hears become zero, and neurons that are at rest fall asleep.
    static let stepsBetweenRests = 32

    /// Levels below this are zero: a millionth of a millionth, and far from subnormal numbers, which are slow.
    private static let faintestLevel: Float = 0x1p-40

    /// Silences faint levels of a population, and finds who is at rest.
    func settle(_ plan: UnsafePointer<PopulationPlan>) {
        var sleepers = false
        let blocks = (plan.pointee.count + laneCount - 1) / laneCount
        let threshold = Threshold(plan, self)
        // What thresholds may fall by before the next look.
        let margin = Float(plan.pointee.adaptation?.fall ?? 0) * Float(Self.stepsBetweenRests)
        for block in 0..<blocks {
            let isSilent = silence(plan, block)
            guard plan.pointee.asleep.count > 0 else { continue }
            let bit: UInt8 = 1 << UInt8(truncatingIfNeeded: block % blocksInChunk)
            let isAtRest = isSilent && isQuiet(plan, threshold, margin, block)
            let asleep = plan.pointee.asleep.start(in: state) + block / blocksInChunk
            if isAtRest {
                asleep.pointee |= bit
                sleepers = true
            } else {
                asleep.pointee &= ~bit
            }
        }
        plan.pointee.anyAsleep.start(in: state).pointee = sleepers ? 1 : 0
    }

    /// Silences faint levels of a block.
    /// - Returns: whether all levels are zero.
    @inline(__always)
    private func silence(_ plan: UnsafePointer<PopulationPlan>, _ block: Int) -> Bool {
        // A direct current is meant to stay, however faint, and keeps its neurons awake.
        var isSilent = plan.pointee.directIsOn.start(in: state).pointee == 0
        for index in plan.pointee.channels {
            if !silence(channels[index].level, block) { isSilent = false }
            if channels[index].rise.count > 0, !silence(channels[index].rise, block) { isSilent = false }
        }
        return isSilent
    }

    @inline(__always)
    private func silence(_ levels: Region<Float>, _ block: Int) -> Bool {
        let level = levels.start(in: state)
        let kept = Self.withoutFaint(level[block: block], Self.faintestLevel)
        level[block: block] = kept
        return !isHeardAnywhere(kept)
    }

    /// Whether the membranes of a block stay where they are: at rest, or as near to it as makes no difference, or
    /// anywhere below the threshold where nothing is forgotten.
    @inline(__always)
    private func isQuiet(_ plan: UnsafePointer<PopulationPlan>, _ threshold: Threshold, _ margin: Float, _ block: Int)
        -> Bool
    {
        let membrane = plan.pointee.membrane.start(in: state)
        let now = membrane[block: block]
        let kept = plan.pointee.forgets ? Self.withoutFaint(now, plan.pointee.threshold.magnitude * 0x1p-24) : now
        if plan.pointee.forgets && isHeardAnywhere(kept) { return false }
        let isBelowAll =
            isBelow(kept, Lanes(repeating: threshold.common - margin)) & isBelow(kept, threshold.lanes(block) - margin)
        guard !isNegativeAnywhere(~isBelowAll) else { return false }
        membrane[block: block] = kept
        return true
    }

    @inline(__always)
    private static func withoutFaint(_ values: Lanes, _ faintest: Float) -> Lanes {
        let limit = Lanes(repeating: faintest)
        return choose(isBelow(limit, values) | isBelow(values, -limit), values, Lanes(repeating: 0))
    }
}
