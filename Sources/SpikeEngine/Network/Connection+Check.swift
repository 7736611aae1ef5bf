extension Connection {
    /// Finds sizes that do not fit, numbers that make no sense and parts that cannot be put together.
    func check(_ check: Check, sources: Int, targets: Int, timeStep: Double) throws {
        try wiring.check(check, sources: sources, targets: targets)
        try check.numbers(wiring.weights, "weight", notNegative: synapse.reversal != nil)
        try check.positive(synapse.timeConstant, "the synapse's time constant")
        if let time = synapse.timeConstant { try check.step(timeStep, atMost: time, for: "the synapse") }
        if let reversal = synapse.reversal {
            try check.finite(reversal, "the reversal potential")
            guard synapse.course != .jump else {
                throw check.fault(.combination, "a conductance cannot jump", remedy: "give it a time constant")
            }
        }
        try checkDelay(check, sources: sources)
        guard let plasticity else { return }
        switch wiring {
        case .convolution, .allButOne:
            throw check.fault(
                .combination, "shared weights cannot learn from single pairs of spikes",
                remedy: "use dense, sparse or one-to-one wiring")
        case .dense, .oneToOne, .sparse:
            try plasticity.check(check, wiring.weights, isConductance: synapse.reversal != nil)
        }
    }

    private func checkDelay(_ check: Check, sources: Int) throws {
        let all: [Int]
        switch delay {
        case .steps(let steps): all = [steps]
        case .axonal(let steps):
            try check.count(steps.count, sources, "delays")
            all = steps
        case .synaptic(let steps):
            switch wiring {
            case .convolution, .allButOne:
                throw check.fault(
                    .combination, "shared weights have no synapses of their own to delay", remedy: "use axonal delays")
            case .dense, .oneToOne, .sparse: try check.count(steps.count, wiring.weights.count, "delays")
            }
            all = steps
        }
        guard let wrong = all.first(where: { !(0...Check.mostSteps).contains($0) }) else { return }
        throw check.fault(
            .delay, "a delay of \(wrong) steps", remedy: "give between 0 and \(Check.mostSteps) whole steps")
    }
}

extension Wiring {
    /// Finds wiring that does not fit between so many sources and targets.
    func check(_ check: Check, sources: Int, targets: Int) throws {
        switch self {
        case .dense(let weights): try check.count(weights.count, sources * targets, "weights")
        case .oneToOne(let weights):
            try check.count(sources, targets, "sources")
            try check.count(weights.count, sources, "weights")
        case .sparse(let sparse): try sparse.check(check, sources: sources, targets: targets)
        case .convolution(let convolution): try convolution.check(check, sources: sources, targets: targets)
        case .allButOne: try check.count(sources, targets, "sources")
        }
    }
}

extension SparseWeights {
    func check(_ check: Check, sources: Int, targets: Int) throws {
        try check.count(starts.count, sources + 1, "row starts")
        try check.count(weights.count, self.targets.count, "weights")
        guard starts.first == 0, starts.last == weights.count, zip(starts, starts.dropFirst()).allSatisfy({ $0 <= $1 })
        else {
            throw check.fault(
                .index, "the row starts do not rise from 0 to \(weights.count)", remedy: "give compressed rows")
        }
        for source in 0..<sources {
            var last = -1
            for place in starts[source]..<starts[source + 1] {
                let target = self.targets[place]
                guard target > last, target < targets else {
                    throw check.fault(
                        .index, "synapse \(place) of source \(source) goes to target \(target)",
                        remedy: "let targets rise within a source and stay below \(targets)")
                }
                last = target
            }
        }
    }
}

extension Convolution {
    func check(_ check: Check, sources: Int, targets: Int) throws {
        let sizes = [channels, height, width, filters, kernel, stride]
        guard sizes.allSatisfy({ (1...SpikeNetwork.mostNeurons).contains($0) }),
            (0...SpikeNetwork.mostNeurons).contains(padding)
        else {
            throw check.fault(
                .size, "a convolution of \(sizes) with padding \(padding)", remedy: "give sizes of at least 1")
        }
        try check.count(Self.product([channels, height, width]), sources, "pixels that come in")
        try check.count(Self.product([filters, outputHeight, outputWidth]), targets, "pixels that go out")
        try check.count(weights.count, Self.product([filters, channels, kernel, kernel]), "weights")
    }

    /// The product, or more than anything that fits.
    private static func product(_ factors: [Int]) -> Int {
        factors.reduce(1) { product, factor in
            let (result, overflow) = product.multipliedReportingOverflow(by: factor)
            return overflow ? .max : result
        }
    }
}

extension Plasticity {
    func check(_ check: Check, _ weights: [Float], isConductance: Bool) throws {
        for (value, name) in [
            (sourceTime, "the source trace's time constant"), (slowSourceTime, "the slow source trace's time constant"),
            (targetTime, "the target trace's time constant"), (slowTargetTime, "the slow target trace's time constant"),
        ] { try check.positive(value, name) }
        try check.positive(eligibilityTime, "the eligibility's time constant")
        for (value, name) in [
            (pairDepression, "the pair depression"), (tripletDepression, "the triplet depression"),
            (pairPotentiation, "the pair potentiation"), (tripletPotentiation, "the triplet potentiation"),
        ] { try check.finite(value, name) }
        guard bounds.lower.isFinite, bounds.upper.isFinite, bounds.lower < bounds.upper,
            !isConductance || bounds.lower >= 0
        else {
            throw check.fault(
                .value, "weights between \(bounds.lower) and \(bounds.upper)",
                remedy: "give a lower bound below the upper one, not negative for conductances")
        }
        guard let outside = weights.firstIndex(where: { $0 < bounds.lower || $0 > bounds.upper }) else { return }
        throw check.fault(
            .value, "weight number \(outside) is \(weights[outside]), outside its bounds",
            remedy: "stay between \(bounds.lower) and \(bounds.upper)")
    }
}
