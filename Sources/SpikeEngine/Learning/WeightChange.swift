/// Changes weights by one law: at once, or as eligibility that waits for a reward.
struct WeightChange {
    let weights: UnsafeMutablePointer<Float>
    /// The eligibility of each weight; the weights themselves where changes happen at once.
    let eligibility: UnsafeMutablePointer<Float>
    let waits: Bool
    /// What an eligibility of one is stored as.
    let unit: Float
    let law: ChangeLaw

    @inline(__always)
    init(
        _ plan: UnsafePointer<ConnectionPlan>, _ rule: UnsafePointer<PlasticPlan>, _ law: ChangeLaw, _ machine: Machine
    ) {
        weights = plan.pointee.weights.start(in: machine.state)
        self.law = law
        if let clock = rule.pointee.eligibility {
            eligibility = clock.stored.start(in: machine.state)
            waits = true
            unit = 1 / clock.now(in: machine.state)
        } else {
            eligibility = weights
            waits = false
            unit = 0
        }
    }

    /// Changes the weight of one place.
    @inline(__always)
    func apply(_ amount: Float, at place: Int) {
        let weight = weights[place]
        let change = amount * (law.offset + law.slope * weight)
        if waits {
            eligibility[place] += change * unit
        } else {
            weights[place] = min(max(weight + change, law.lower), law.upper)
        }
    }

    /// Changes eight weights, with the same bits as one by one.
    @inline(__always)
    func apply(_ amount: Lanes, toBlock block: Int) {
        let weight = weights[block: block]
        let change = amount * (weight * law.slope + law.offset)
        if waits {
            eligibility[block: block] += change * unit
        } else {
            let low = Lanes(repeating: law.lower)
            let high = Lanes(repeating: law.upper)
            let moved = weight + change
            let raised = choose(isBelow(moved, low), low, moved)
            weights[block: block] = choose(isBelow(high, raised), high, raised)
        }
    }
}
