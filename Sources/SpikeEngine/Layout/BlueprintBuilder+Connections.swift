extension BlueprintBuilder {
    /// Lays a connection out.
    mutating func addConnection(_ number: Int) throws {
        let connection = network.connections[number]
        let sources = network.groups[connection.source].count
        let targets = network.groups[connection.target].count
        guard case .population(let place) = groups[connection.target].kind,
            let channel = channel(of: connection.synapse, into: connection.target)
        else { return }
        let words = roundedUp(sources, to: chunkSize) / chunkSize
        let placed = lay(connection.wiring, sources: sources, targets: targets)
        if let rule = connection.plasticity {
            rules.append(plastic(rule, placed, sources: sources, targets: targets))
        }
        let tally = state.reserve(Int64.self, ConnectionPlan.Tally.count)
        connections.append(
            ConnectionPlan(
                number: number, sources: sources, sourceWords: words, targets: targets, wiring: placed.wiring,
                weights: placed.weights, inbox: channel.inbox, asleep: populations[place].asleep,
                anyAsleep: populations[place].anyAsleep, axons: axons(connection.delay, sources: sources, words: words),
                late: late(connection, targets: targets, stride: placed.stride),
                arrivals: scratch.reserve(Int32.self, sources), arrivalCount: scratch.reserve(Int32.self, 1),
                tally: tally, rule: connection.plasticity == nil ? nil : rules.count - 1))
    }

    /// Where weights are.
    struct PlacedWiring {
        let wiring: WiringPlan
        let weights: Region<Float>
        /// Numbers between rows of dense weights.
        var stride = 0
        /// Where the synapses of each source begin, and their targets, for wiring by rows.
        var starts: [Int] = []
        var targets: [Int] = []
    }

    private mutating func lay(_ wiring: Wiring, sources: Int, targets: Int) -> PlacedWiring {
        switch wiring {
        case .dense(let weights):
            let stride = roundedUp(targets, to: 16)
            return PlacedWiring(
                wiring: .dense(stride: stride),
                weights: state.place(Self.spread(weights, targets, stride), roomFor: sources * stride), stride: stride)
        case .oneToOne(let weights):
            return listed(starts: Array(0...sources), targets: Array(0..<sources), weights)
        case .sparse(let sparse): return listed(starts: sparse.starts, targets: sparse.targets, sparse.weights)
        case .convolution(let convolution):
            return PlacedWiring(
                wiring: .convolution(ConvolutionPlan(convolution, in: &tables)),
                weights: state.place(convolution.weights))
        case .allButOne(let weight):
            return PlacedWiring(wiring: .allButOne, weights: state.place([weight]))
        }
    }

    private mutating func listed(starts: [Int], targets: [Int], _ weights: [Float]) -> PlacedWiring {
        PlacedWiring(
            wiring: .listed(starts: tables.place(starts), targets: tables.place(targets.map { Int32($0) })),
            weights: state.place(weights), starts: starts, targets: targets)
    }

    /// Rows with room at their ends.
    static func spread<Element: ExpressibleByIntegerLiteral>(
        _ values: [Element], _ width: Int, _ stride: Int
    ) -> [Element] {
        guard stride > width else { return values }
        var result: [Element] = []
        result.reserveCapacity(values.count / max(1, width) * stride)
        for row in Swift.stride(from: 0, to: values.count, by: width) {
            result += values[row..<(row + width)]
            result += repeatElement(0, count: stride - width)
        }
        return result
    }

    private mutating func axons(_ delay: Delay, sources: Int, words: Int) -> AxonPlan {
        var common = delay.shortest
        var each: [Int] = []
        if case .axonal(let steps) = delay, delay.longest > common { each = steps }
        let longest = each.max() ?? common
        if !each.isEmpty { common = 0 }
        let slots = longest + 1
        let ring = state.reserve(UInt64.self, slots * words)
        for slot in 0..<slots {
            care.bits.append((Region(offset: ring.offset + slot * words * 8, count: words), sources))
        }
        return AxonPlan(
            slots: slots, ring: ring, counts: state.reserve(Int32.self, slots), common: common,
            delays: tables.place(each.map { Int32($0) }))
    }

    private mutating func late(_ connection: Connection, targets: Int, stride: Int) -> LatePlan? {
        let shortest = connection.delay.shortest
        guard case .synaptic(let steps) = connection.delay, connection.delay.longest > shortest else { return nil }
        let slots = connection.delay.longest - shortest + 1
        let width = roundedUp(targets, to: chunkSize)
        let rest = steps.map { Int32($0 - shortest) }
        return LatePlan(
            slots: slots, ring: state.reserve(Float.self, slots * width), stride: width,
            delays: tables.place(stride > 0 ? Self.spread(rest, targets, stride) : rest))
    }

    private mutating func plastic(
        _ rule: Plasticity, _ placed: PlacedWiring, sources: Int, targets: Int
    ) -> PlasticPlan {
        let padded = roundedUp(targets, to: chunkSize)
        let source = traces(
            rule.sourceTime, slow: rule.tripletDepression == 0 ? nil : rule.slowSourceTime, count: sources)
        let target = traces(
            rule.targetTime, slow: rule.tripletPotentiation == 0 ? nil : rule.slowTargetTime, count: padded)
        let bounds = rule.bounds
        return PlasticPlan(
            pairDepression: Float(rule.pairDepression), tripletDepression: Float(rule.tripletDepression),
            pairPotentiation: Float(rule.pairPotentiation), tripletPotentiation: Float(rule.tripletPotentiation),
            accumulates: rule.pairing == .all, source: source, target: target,
            depression: ChangeLaw(
                offset: bounds.areSoft ? -bounds.lower : 1, slope: bounds.areSoft ? 1 : 0, lower: bounds.lower,
                upper: bounds.upper),
            potentiation: ChangeLaw(
                offset: bounds.areSoft ? bounds.upper : 1, slope: bounds.areSoft ? -1 : 0, lower: bounds.lower,
                upper: bounds.upper),
            eligibility: rule.eligibilityTime.map { time in
                DecayClock(
                    state.reserve(Float.self, placed.weights.count), timeConstant: time, timeStep: network.timeStep,
                    in: &state)
            },
            factors: scratch.reserve(Float.self, sources), heardTargets: scratch.reserve(Int32.self, padded),
            heardValues: scratch.reserve(Float.self, padded), targetValues: scratch.reserve(Float.self, padded),
            columns: columns(placed, targets: targets), changes: scratch.reserve(Int64.self, padded / chunkSize))
    }

    private mutating func traces(_ time: Double, slow: Double?, count: Int) -> TracePlan {
        let words = roundedUp(count, to: chunkSize) / chunkSize
        let fast = state.reserve(Float.self, count)
        let slower = state.reserve(Float.self, slow == nil ? 0 : count)
        let active = state.reserve(UInt64.self, words)
        care.bits.append((active, count))
        return TracePlan(
            fast: DecayClock(fast, timeConstant: time, timeStep: network.timeStep, in: &state),
            slow: DecayClock(slower, timeConstant: slow ?? time, timeStep: network.timeStep, in: &state), active: active
        )
    }

    /// The weights of each target, where rows list them.
    private mutating func columns(_ rows: PlacedWiring, targets: Int) -> ColumnPlan {
        guard !rows.starts.isEmpty else {
            return ColumnPlan(starts: .none, sources: .none, places: .none)
        }
        var lists: [[(source: Int, place: Int)]] = Array(repeating: [], count: targets)
        for source in rows.starts.indices.dropLast() {
            for place in rows.starts[source]..<rows.starts[source + 1] {
                lists[rows.targets[place]].append((source, place))
            }
        }
        var starts = [0]
        for list in lists { starts.append((starts.last ?? 0) + list.count) }
        let all = lists.flatMap { $0 }
        return ColumnPlan(
            starts: tables.place(starts), sources: tables.place(all.map { Int32($0.source) }),
            places: tables.place(all.map(\.place)))
    }
}

extension ConvolutionPlan {
    /// Lays a convolution out.
    init(_ convolution: Convolution, in tables: inout Layout) {
        let sizes = ConvolutionPlan(convolution, fanOut: .none)
        self.init(convolution, fanOut: tables.place(Self.fanOut(sizes)))
    }

    private init(_ convolution: Convolution, fanOut: Region<Int32>) {
        channels = convolution.channels
        height = convolution.height
        width = convolution.width
        filters = convolution.filters
        kernel = convolution.kernel
        stride = convolution.stride
        padding = convolution.padding
        outputHeight = convolution.outputHeight
        outputWidth = convolution.outputWidth
        self.fanOut = fanOut
    }
}
