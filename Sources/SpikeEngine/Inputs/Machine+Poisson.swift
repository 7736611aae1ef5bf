extension PoissonPlan {
    /// Lists of sources by the step they are due in; steps of the same remainder share one.
    static let lists = 1024
}

extension Machine {
    /// Sorts all sources at random into the lists of the steps they are due in.
    func list(_ plan: PoissonPlan) {
        plan.heads.start(in: scratch).update(repeating: -1, count: PoissonPlan.lists)
        let due = plan.due.start(in: state)
        for source in 0..<plan.count where due[source] != .max { enlist(plan, source, due[source]) }
    }

    @inline(__always)
    private func enlist(_ plan: PoissonPlan, _ source: Int, _ due: Int32) {
        let head = plan.heads.start(in: scratch) + Int(due) & (PoissonPlan.lists - 1)
        plan.next.start(in: scratch)[source] = head.pointee
        head.pointee = Int32(truncatingIfNeeded: source)
    }

    /// Draws the step of a source's next spike, the earliest being `first`.
    @inline(__always)
    func draw(_ plan: PoissonPlan, _ source: Int, from first: Int32) -> Int32 {
        let inverse = plan.inverseLogarithms.start(in: state)[source]
        guard inverse > -.infinity else { return .max }
        let draws = plan.draws.start(in: state)
        let uniform = CounterRandom(key: plan.key, member: UInt64(source))
            .uniform(UInt64(truncatingIfNeeded: draws[source]))
        draws[source] &+= 1
        return first + Int32(truncatingIfNeeded: geometricGap(uniform, inverseLogarithm: inverse) - 1)
    }

    /// Lets the sources spike that are due, and draws their next spikes.
    @inline(__always)
    func fire(_ plan: PoissonPlan, _ spikes: UnsafeMutablePointer<UInt64>) {
        let now = clock
        let due = plan.due.start(in: state)
        let next = plan.next.start(in: scratch)
        let head = plan.heads.start(in: scratch) + Int(now) & (PoissonPlan.lists - 1)
        var source = Int(head.pointee)
        head.pointee = -1
        while source >= 0 {
            let following = Int(next[source])
            if due[source] <= now {
                spikes[source / chunkSize] |= 1 << UInt64(source % chunkSize)
                due[source] = draw(plan, source, from: now + 1)
            }
            if due[source] != .max { enlist(plan, source, due[source]) }
            source = following
        }
    }
}
