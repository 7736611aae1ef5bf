/// A network at work: where its numbers are and which step it is in. The loops are methods of this value, so that they
/// hold pointers and nothing that is counted.
///
/// Plans are handed on by address: they are large, and a step is short.
///
/// Unchecked: partitions of a step write to chunks of their own and only read what they share (`Machine+Step`).
struct Machine: @unchecked Sendable {
    let state: UnsafeMutableRawPointer
    let scratch: UnsafeMutableRawPointer
    let tables: UnsafeMutableRawPointer
    let groups: UnsafePointer<GroupPlan>
    let populations: UnsafePointer<PopulationPlan>
    let channels: UnsafePointer<ChannelPlan>
    let connections: UnsafePointer<ConnectionPlan>
    let rules: UnsafePointer<PlasticPlan>
    let poisson: UnsafePointer<PoissonPlan>
    let outgoing: UnsafePointer<Int>
    /// Whether weights and learned thresholds change.
    let isLearning: Bool
    /// The step.
    var step: Int

    init(_ core: Core) {
        state = core.state.start
        scratch = core.scratch.start
        tables = core.blueprint.tables.start
        groups = core.blueprint.groups.start
        populations = core.blueprint.populations.start
        channels = core.blueprint.channels.start
        connections = core.blueprint.connections.start
        rules = core.blueprint.rules.start
        poisson = core.blueprint.poisson.start
        outgoing = core.blueprint.outgoing.start
        isLearning = core.isLearning
        step = core.step
    }

    /// How the weights of a connection learn; nil for weights that stay.
    @inline(__always)
    func rule(of connection: Int) -> UnsafePointer<PlasticPlan>? { connections[connection].rule.map { rules + $0 } }

    /// The step since the era began.
    @inline(__always)
    var clock: Int32 { Int32(truncatingIfNeeded: step & (stepsInEra - 1)) }
}
