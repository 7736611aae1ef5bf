/// What a simulation is made of: the plan that never changes and the numbers that do. Copies of a simulation share it
/// until one of them changes.
final class Core: @unchecked Sendable {
    // Unchecked: changed only through a `Simulation` that holds the single reference.
    let blueprint: Blueprint
    let state: Memory
    let scratch: Memory
    var schedules: [Schedule]
    var recorder: Recorder

    init(blueprint: Blueprint, state: Memory) {
        self.blueprint = blueprint
        self.state = state
        scratch = Memory(byteCount: blueprint.scratchBytes)
        schedules = blueprint.schedules.map { _ in Schedule() }
        recorder = Recorder()
        relist()
    }

    init(copying other: Core) {
        blueprint = other.blueprint
        state = Memory(copying: other.state)
        scratch = Memory(copying: other.scratch)
        schedules = other.schedules
        recorder = other.recorder
    }

    /// The step that comes next.
    var step: Int {
        get { blueprint.care.step.start(in: state.start).pointee }
        set { blueprint.care.step.start(in: state.start).pointee = newValue }
    }

    /// Whether weights and learned thresholds change.
    var isLearning: Bool {
        get { blueprint.care.learning.start(in: state.start).pointee != 0 }
        set { blueprint.care.learning.start(in: state.start).pointee = newValue ? 1 : 0 }
    }

    /// Calls with the network at work, whose pointers hold until the call returns.
    func withMachine<Result>(_ body: (inout Machine) throws -> Result) rethrows -> Result {
        try withExtendedLifetime(self) {
            var machine = Machine(self)
            return try body(&machine)
        }
    }

    /// Sorts the sources at random into their lists, which no state keeps.
    func relist() {
        withMachine { machine in
            for plan in blueprint.poisson.elements { machine.list(plan) }
        }
    }
}
