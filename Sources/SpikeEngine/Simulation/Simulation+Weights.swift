extension Simulation {
    /// The weights of a connection, in the order of its wiring.
    public func weights(of key: ConnectionKey) throws -> [Float] {
        let plan = try connection(key)
        let all = plan.weights.elements(in: core.state)
        guard case .dense(let stride) = plan.wiring else { return Array(all) }
        return (0..<plan.sources).flatMap { all[($0 * stride)..<($0 * stride + plan.targets)] }
    }

    /// Overwrites the weights of a connection, in the order of its wiring. Bounds are not asked, because normalisation
    /// does not ask them either: a weight beyond them comes back at its next change.
    /// - Throws: ``SpikeError`` for a wrong number of weights, or one that the connection does not allow.
    public mutating func setWeights(_ weights: [Float], of key: ConnectionKey) throws {
        let plan = try connection(key)
        let check = Check(subject: network.name(ofConnection: key.index))
        let description = network.connections[key.index]
        try check.count(weights.count, description.wiring.weights.count, "weights")
        try check.numbers(weights, "weight", notNegative: description.synapse.reversal != nil)
        let target = plan.weights.start(in: change().state.start)
        guard case .dense(let stride) = plan.wiring else {
            for (place, weight) in weights.enumerated() { target[place] = weight }
            return
        }
        for (place, weight) in weights.enumerated() {
            target[place / plan.targets * stride + place % plan.targets] = weight
        }
    }

    /// Scales the weights that lead to each target so that they add up to `sum`; a target whose weights add up to
    /// nothing keeps them. Bounds are not asked: a weight beyond them comes back at its next change.
    /// - Throws: ``SpikeError`` for shared weights or a sum that is not above zero.
    public mutating func normaliseWeights(of key: ConnectionKey, sum: Float) throws {
        let plan = try connection(key)
        let check = Check(subject: network.name(ofConnection: key.index))
        try check.positive(Double(sum), "the sum of the weights")
        switch plan.wiring {
        case .dense, .listed: break
        case .convolution, .allButOne:
            throw check.fault(
                .combination, "shared weights belong to no target alone",
                remedy: "normalise weights that are not shared")
        }
        let place = core.blueprint.places[key.index]
        change().withMachine { machine in
            withUnsafeTemporaryAllocation(of: Float.self, capacity: plan.targets) { sums in
                if let start = sums.baseAddress { machine.normalise(machine.connections + place, sum, sums: start) }
            }
        }
    }

    /// Rewards what a connection has done lately: its eligibilities, times `amount`, are added to its weights. They go
    /// on to decay; a negative amount is a punishment.
    /// - Throws: ``SpikeError`` for a connection whose changes do not wait, or an amount that is not finite.
    public mutating func reward(_ amount: Float, to key: ConnectionKey) throws {
        let rule = try rule(key)
        let check = Check(subject: network.name(ofConnection: key.index))
        try check.finite(Double(amount), "the reward")
        guard rule?.eligibility != nil else {
            throw check.fault(
                .combination, "its changes do not wait for a reward", remedy: "give it a rule that is rewarded(after:)")
        }
        let place = core.blueprint.places[key.index]
        change().withMachine { $0.reward(place, amount) }
    }

    /// Whether weights and learned thresholds change. On at first.
    ///
    /// Switching it clears the traces of spikes: what happens while nobody learns is paired with nothing.
    public var isLearning: Bool {
        get { core.isLearning }
        set {
            guard newValue != core.isLearning else { return }
            let core = change()
            core.isLearning = newValue
            core.withMachine { machine in
                for rule in core.blueprint.rules.elements {
                    machine.clear(rule.source)
                    machine.clear(rule.target)
                }
            }
        }
    }
}
