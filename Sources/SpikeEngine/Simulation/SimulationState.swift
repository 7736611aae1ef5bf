/// A simulation at a step, as a value to be written down: all that is needed to go on bit for bit.
///
/// The numbers are kept as the words in which this kind of machine holds them, so that no digit is lost on the way.
public struct SimulationState: Codable, Hashable, Sendable {
    /// What tells the network and the seed.
    let fingerprint: UInt64
    /// The bytes of the state.
    var words: [UInt64]
    /// The spikes that sources have yet to give.
    let schedules: [Schedule]
    /// A number that damage to the words changes.
    let seal: UInt64

    init(_ core: Core) {
        fingerprint = core.blueprint.fingerprint
        words = core.state.words
        schedules = core.schedules
        seal = Self.seal(words)
    }

    /// Whether the words are as they were written.
    var isWhole: Bool { seal == Self.seal(words) }

    private static func seal(_ words: [UInt64]) -> UInt64 {
        // FNV-1a over words.
        words.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ $1) &* 0x100_0000_01B3 }
    }
}

extension Simulation {
    /// All that is needed to go on from here bit for bit. What was recorded is not part of it.
    public var state: SimulationState { SimulationState(core) }

    /// A simulation that goes on from a state of the same network and seed.
    /// - Throws: ``SpikeError`` with the first fault of the network, or of kind `state` for a state that is damaged or
    ///   of
    ///   another network or seed.
    public init(_ network: SpikeNetwork, seed: UInt64, state: SimulationState) throws {
        try self.init(network, seed: seed)
        try restore(state)
    }

    /// Goes back, or forward, to a state of the same network and seed.
    /// - Throws: ``SpikeError`` of kind `state` for a state that is damaged or of another network or seed.
    public mutating func restore(_ state: SimulationState) throws {
        let blueprint = core.blueprint
        guard state.fingerprint == blueprint.fingerprint, state.words.count * 8 == core.state.byteCount,
            state.schedules.count == blueprint.schedules.count
        else {
            throw SpikeError(
                .state, "state", "it is of another network or another seed",
                remedy: "give the network it was saved from")
        }
        guard state.isWhole, zip(state.schedules, blueprint.schedules).allSatisfy({ $0.fits($1.count) }) else {
            throw Self.damaged
        }
        let memory = Memory(byteCount: core.state.byteCount)
        memory.overwrite(with: state.words)
        guard Self.isSafe(memory, blueprint) else { throw Self.damaged }
        let restored = Core(blueprint: blueprint, state: memory)
        restored.schedules = state.schedules
        restored.recorder = core.recorder
        replace(restored)
    }

    /// Whether every number that is used as a place is one.
    private static func isSafe(_ memory: Memory, _ blueprint: Blueprint) -> Bool {
        guard (0..<(Int.max / 2)).contains(blueprint.care.step.start(in: memory.start).pointee) else { return false }
        return blueprint.care.bits.allSatisfy { bits in
            let used = bits.count % chunkSize
            let words = bits.words.elements(in: memory)
            return used == 0 || (words.last ?? 0) >> UInt64(used) == 0
        }
    }

    private static var damaged: SpikeError {
        SpikeError(.state, "state", "it is damaged", remedy: "take an earlier one")
    }
}
