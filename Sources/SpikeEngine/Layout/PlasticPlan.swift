/// A learning rule as the engine sees it.
struct PlasticPlan: Sendable {
    let pairDepression: Float
    let tripletDepression: Float
    let pairPotentiation: Float
    let tripletPotentiation: Float
    /// Whether a spike adds to the traces or sets them.
    let accumulates: Bool
    /// The traces of sources and of targets.
    let source: TracePlan
    let target: TracePlan
    /// How changes depend on the weight.
    let depression: ChangeLaw
    let potentiation: ChangeLaw
    /// What waits for a reward, placed as the weights are; nil where changes happen at once.
    let eligibility: DecayClock?
    /// What an arrival of this step takes off, in the order of the arrivals.
    let factors: Region<Float>
    /// The traces of targets in this step: as a list of those that can be heard, and of all.
    let heardTargets: Region<Int32>
    let heardValues: Region<Float>
    let targetValues: Region<Float>
    /// The weights of each target, for wiring by rows; otherwise empty.
    let columns: ColumnPlan
    /// Changes of this step, by the chunk of targets where a partition begins.
    let changes: Region<Int64>
}

/// The traces of one side.
struct TracePlan: Sendable {
    /// The trace that every rule has.
    let fast: DecayClock
    /// The trace of triplets; empty where no triplet counts.
    let slow: DecayClock
    /// A bit for each neuron whose fast trace may be heard.
    let active: Region<UInt64>

    /// Whether triplets count.
    var hasSlow: Bool { slow.stored.count > 0 }
}

/// The weights of each target, for wiring that is stored by source.
struct ColumnPlan: Sendable {
    let starts: Region<Int>
    let sources: Region<Int32>
    let places: Region<Int>
}

/// A change's size at a weight: `amount (offset + slope w)`, cut off at the bounds. With slope 0 the bounds are hard.
struct ChangeLaw: Sendable {
    let offset: Float
    let slope: Float
    let lower: Float
    let upper: Float
}
