/// Sources at random as the engine sees them.
struct PoissonPlan: Sendable {
    let group: Int
    let count: Int
    /// The stream of the group.
    let key: UInt64
    /// The rate of each source, in spikes per second.
    let rates: Region<Float>
    /// One by the logarithm of the probability of no spike in a step: minus infinity for a silent source.
    let inverseLogarithms: Region<Double>
    /// The step of each source's next spike.
    let due: Region<Int32>
    /// The random numbers that each has used.
    let draws: Region<Int64>
    /// The first source of each list of those due in steps of the same remainder, and the next of each source.
    let heads: Region<Int32>
    let next: Region<Int32>
}

/// Sources at given times as the engine sees them.
struct SchedulePlan: Sendable {
    let group: Int
    let count: Int
}
