extension Machine {
    /// Makes the eligibilities of a connection real, times a reward.
    func reward(_ index: Int, _ amount: Float) {
        let plan = connections + index
        guard let rule = rule(of: index), let clock = rule.pointee.eligibility else { return }
        let weights = plan.pointee.weights.start(in: state)
        let eligibility = clock.stored.start(in: state)
        let scale = amount * clock.now(in: state)
        let law = rule.pointee.potentiation
        var changed = 0
        for place in 0..<plan.pointee.weights.count where eligibility[place] != 0 {
            weights[place] = min(max(weights[place] + scale * eligibility[place], law.lower), law.upper)
            changed += 1
        }
        plan.pointee.tally.start(in: state)[ConnectionPlan.Tally.changes] &+= Int64(changed)
    }

    /// Scales the weights to each target so that they add up to a number; targets whose weights add up to nothing are
    /// left.
    func normalise(_ plan: UnsafePointer<ConnectionPlan>, _ total: Float, sums: UnsafeMutablePointer<Float>) {
        let weights = plan.pointee.weights.start(in: state)
        for target in 0..<plan.pointee.targets { sums[target] = 0 }
        switch plan.pointee.wiring {
        case .dense(let stride):
            for source in 0..<plan.pointee.sources {
                let row = weights + source * stride
                for target in 0..<plan.pointee.targets { sums[target] += row[target] }
            }
            Self.invert(sums, plan.pointee.targets, total)
            for source in 0..<plan.pointee.sources {
                let row = weights + source * stride
                for target in 0..<plan.pointee.targets { row[target] *= sums[target] }
            }
        case .listed(_, let columns):
            let columns = columns.start(in: tables)
            for place in 0..<plan.pointee.weights.count { sums[Int(columns[place])] += weights[place] }
            Self.invert(sums, plan.pointee.targets, total)
            for place in 0..<plan.pointee.weights.count { weights[place] *= sums[Int(columns[place])] }
        case .convolution, .allButOne: return
        }
        plan.pointee.tally.start(in: state)[ConnectionPlan.Tally.scalings] &+= Int64(synapseCount(plan))
    }

    private static func invert(_ sums: UnsafeMutablePointer<Float>, _ count: Int, _ total: Float) {
        for target in 0..<count { sums[target] = sums[target] == 0 ? 1 : total / sums[target] }
    }

    /// The synapses of a connection with weights of their own.
    private func synapseCount(_ plan: UnsafePointer<ConnectionPlan>) -> Int {
        if case .dense = plan.pointee.wiring { return plan.pointee.sources * plan.pointee.targets }
        return plan.pointee.weights.count
    }
}
