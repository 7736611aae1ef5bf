/// A network laid out: what the engine needs and never changes. All copies of a simulation share it.
final class Blueprint: Sendable {
    /// The description.
    let network: SpikeNetwork
    /// The seed of all that is random.
    let seed: UInt64
    /// The groups, by number.
    let groups: Table<GroupPlan>
    /// The numbers of the groups in the order of a step.
    let order: [Int]
    let populations: Table<PopulationPlan>
    let channels: Table<ChannelPlan>
    /// The connections, those with the same target side by side.
    let connections: Table<ConnectionPlan>
    let rules: Table<PlasticPlan>
    /// The place of each of the network's connections in ``connections``.
    let places: [Int]
    /// Places of connections, by the group where they begin.
    let outgoing: Table<Int>
    let poisson: Table<PoissonPlan>
    let schedules: [SchedulePlan]
    /// Numbers that never change: delays, rows, columns.
    let tables: Memory
    /// Bytes of what no saved state needs.
    let scratchBytes: Int
    /// The regions of the state that need care.
    let care: StateCare
    /// A number that tells networks with their seeds apart.
    let fingerprint: UInt64

    init(_ builder: BlueprintBuilder) {
        network = builder.network
        seed = builder.seed
        groups = Table(builder.groups)
        order = builder.order
        populations = Table(builder.populations)
        channels = Table(builder.channels)
        connections = Table(builder.connections)
        rules = Table(builder.rules)
        places = builder.places
        outgoing = Table(builder.outgoing)
        poisson = Table(builder.poisson)
        schedules = builder.schedules
        tables = builder.tables.memory()
        scratchBytes = builder.scratch.byteCount
        care = builder.care
        fingerprint = builder.fingerprint
    }
}

/// The regions of a state that need more than being copied.
struct StateCare: Sendable {
    /// Steps, which count from the last multiple of ``stepsInEra``.
    var clocks: [Region<Int32>] = []
    /// Bits of so many things; others must not be set.
    var bits: [(words: Region<UInt64>, count: Int)] = []
    /// The step that the simulation is at.
    var step: Region<Int> = .none
    /// One while learning is on.
    var learning: Region<Int> = .none
}

/// Clocks of a state hold 32 bits, so they start again after so many steps.
let stepsInEra = 1 << 29
