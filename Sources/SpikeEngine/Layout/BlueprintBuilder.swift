/// Lays a network out: checks it, orders it, and gives every number its place.
struct BlueprintBuilder {
    let network: SpikeNetwork
    let seed: UInt64
    let order: [Int]
    var state = Layout()
    var scratch = Layout()
    var tables = Layout()
    var groups: [GroupPlan] = []
    var populations: [PopulationPlan] = []
    var channels: [ChannelPlan] = []
    var connections: [ConnectionPlan] = []
    var rules: [PlasticPlan] = []
    var places: [Int] = []
    var outgoing: [Int] = []
    var poisson: [PoissonPlan] = []
    var schedules: [SchedulePlan] = []
    var care = StateCare()

    /// The channels of each population by synapse, as places in ``channels``.
    private var channelOf: [[Synapse: Int]] = []

    /// The most bytes that a state, its scratch or its tables may take.
    static let mostBytes = 1 << 36

    /// Lays everything out.
    /// - Throws: ``SpikeError`` with the first fault of the network.
    init(_ network: SpikeNetwork, seed: UInt64) throws {
        try network.check()
        self.network = network
        self.seed = seed
        order = try network.order()
        care.step = state.reserve(Int.self, 1)
        care.learning = state.fill(1, 1)
        channelOf = Array(repeating: [:], count: network.groups.count)
        let byTarget = network.connections.indices.sorted {
            let one = network.connections[$0].target
            let other = network.connections[$1].target
            return one != other ? one < other : $0 < $1
        }
        places = Array(repeating: 0, count: byTarget.count)
        for (place, number) in byTarget.enumerated() { places[number] = place }
        for index in network.groups.indices { addGroup(index, byTarget) }
        for number in byTarget { try addConnection(number) }
        for (layout, name) in [(state, "state"), (scratch, "scratch"), (tables, "tables")]
        where layout.byteCount > Self.mostBytes {
            throw SpikeError(
                .size, "network", "its \(name) would take \(layout.byteCount) bytes", remedy: "make it smaller")
        }
    }

    private mutating func addGroup(_ index: Int, _ byTarget: [Int]) {
        let group = network.groups[index]
        let words = roundedUp(group.count, to: chunkSize) / chunkSize
        let kind: GroupPlan.Kind
        switch group {
        case .population(let population):
            kind = .population(populations.count)
            addPopulation(population, group: index)
        case .poisson(let source):
            kind = .poisson(poisson.count)
            addPoisson(source, group: index)
        case .scheduled(let source):
            kind = .scheduled(schedules.count)
            schedules.append(SchedulePlan(group: index, count: source.count))
        }
        let first = byTarget.firstIndex { network.connections[$0].target == index } ?? 0
        let arriving = byTarget.count { network.connections[$0].target == index }
        let begin = outgoing.count
        outgoing += network.connections.indices.filter { network.connections[$0].source == index }.map { places[$0] }
        groups.append(
            GroupPlan(
                count: group.count, words: words, spikes: scratch.reserve(UInt64.self, words),
                spikeCounts: state.reserve(Int32.self, group.count),
                tally: state.reserve(Int64.self, GroupPlan.Tally.count), kind: kind,
                incoming: first..<(first + arriving), outgoing: begin..<outgoing.count))
    }

    private mutating func addPoisson(_ source: PoissonSource, group: Int) {
        let plan = PoissonPlan(
            group: group, count: source.count, key: CounterRandom(seed, UInt64(group)).key,
            rates: state.reserve(Float.self, source.count),
            inverseLogarithms: state.fill(-Double.infinity, source.count), due: state.fill(Int32.max, source.count),
            draws: state.reserve(Int64.self, source.count), heads: scratch.reserve(Int32.self, PoissonPlan.lists),
            next: scratch.reserve(Int32.self, source.count))
        care.clocks.append(plan.due)
        poisson.append(plan)
    }

    private mutating func addPopulation(_ population: Population, group: Int) {
        let incoming = network.connections.filter { $0.target == group }.map(\.synapse)
        let hasConductance = incoming.contains { $0.reversal != nil }
        let plan = ModelPlan(population.model, timeStep: network.timeStep, hasConductance: hasConductance)
        let padded = roundedUp(population.count, to: chunkSize)
        // The direct current: a channel that never decays.
        let direct = channels.count
        channels.append(plan.channel(nil, padded, in: &state))
        let firstChannel = channels.count
        for synapse in incoming where channelOf[group][synapse] == nil {
            channelOf[group][synapse] = channels.count
            channels.append(plan.channel(synapse, padded, in: &state))
        }
        let until = state.reserve(Int32.self, plan.refractorySteps > 0 ? padded : 0)
        let latest = state.reserve(Int32.self, plan.refractorySteps > 0 ? padded / chunkSize : 0)
        care.clocks += [until, latest]
        populations.append(
            PopulationPlan(
                count: population.count, membrane: state.fill(plan.start.membrane, padded),
                recovery: plan.hasRecovery ? state.fill(plan.start.recovery, padded) : .none, until: until,
                latest: latest,
                dynamics: plan.dynamics, channels: firstChannel..<channels.count, direct: direct,
                directIsOn: state.reserve(Int32.self, 1), rest: plan.rest,
                threshold: plan.threshold, reset: plan.reset, refractorySteps: plan.refractorySteps,
                recoveryJump: plan.recoveryJump,
                adaptation: plan.adaptation.map {
                    AdaptationPlan($0, count: padded, timeStep: network.timeStep, in: &state)
                },
                asleep: state.reserve(UInt8.self, plan.canSleep ? padded / chunkSize : 0),
                anyAsleep: state.reserve(Int32.self, 1), start: plan.start))
    }

    /// The channel of a synapse into a population.
    func channel(of synapse: Synapse, into group: Int) -> ChannelPlan? {
        channelOf[group][synapse].map { channels[$0] }
    }

    /// A number that tells networks with their seeds apart: sizes, not weights, which learn.
    var fingerprint: UInt64 {
        var key = CounterRandom(seed, UInt64(state.byteCount), network.timeStep.bitPattern).key
        for group in network.groups { key = CounterRandom(key, UInt64(group.count)).key }
        for connection in network.connections {
            key = CounterRandom(key, UInt64(connection.source), UInt64(connection.target)).key
        }
        return key
    }
}

extension AdaptationPlan {
    /// Lays an adaptation out.
    init(_ adaptation: ThresholdAdaptation, count: Int, timeStep: Double, in layout: inout Layout) {
        clock = DecayClock(
            layout.fill(Float(adaptation.initial), count), timeConstant: adaptation.timeConstant, timeStep: timeStep,
            in: &layout)
        offset = layout.reserve(Double.self, 1)
        fall = adaptation.increment * adaptation.targetRate * timeStep / 1000
        initial = Float(adaptation.initial)
        increment = Float(adaptation.increment)
        accumulates = adaptation.accumulates
        isLearned = adaptation.isLearned
    }
}
