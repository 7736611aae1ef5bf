/// A connection as the engine sees it.
struct ConnectionPlan: Sendable {
    /// The number of the connection in the network.
    let number: Int
    /// Sources, and words of a bit for each.
    let sources: Int
    let sourceWords: Int
    /// Targets.
    let targets: Int
    /// Which neurons reach which.
    let wiring: WiringPlan
    /// The weights: rows of a source, each at the start of a cache line where they are dense.
    let weights: Region<Float>
    /// Where arrivals are added: a channel of the target.
    let inbox: Region<Float>
    /// The population that they wake.
    let asleep: Region<UInt8>
    let anyAsleep: Region<Int32>
    /// Spikes on their way to the synapses.
    let axons: AxonPlan
    /// What is on its way behind the synapses; nil where nothing is.
    let late: LatePlan?
    /// The sources whose spikes arrive in this step, and how many.
    let arrivals: Region<Int32>
    let arrivalCount: Region<Int32>
    /// What is counted.
    let tally: Region<Int64>
    /// The place of the rule by which the weights learn; nil for weights that stay.
    let rule: Int?

    /// Places in ``tally``.
    enum Tally {
        static let arrivals = 0
        static let additions = 1
        static let changes = 2
        static let scalings = 3
        static let count = 4
    }
}

/// Which neurons reach which, with the tables that it takes.
enum WiringPlan: Sendable {
    /// Rows of all targets, this many numbers apart.
    case dense(stride: Int)
    /// Rows of some targets.
    case listed(starts: Region<Int>, targets: Region<Int32>)
    /// Shared weights over a picture, with the synapses of each source.
    case convolution(ConvolutionPlan)
    /// One weight to all others.
    case allButOne
}

/// A convolution's sizes.
struct ConvolutionPlan: Sendable {
    let channels: Int
    let height: Int
    let width: Int
    let filters: Int
    let kernel: Int
    let stride: Int
    let padding: Int
    let outputHeight: Int
    let outputWidth: Int
    /// Targets of each source.
    let fanOut: Region<Int32>
}

/// Spikes on their way to the synapses: for each of the next steps the bits of the sources that arrive then.
struct AxonPlan: Sendable {
    /// Steps that can be told apart, one more than the longest delay.
    let slots: Int
    /// The bits, a row of words for each slot.
    let ring: Region<UInt64>
    /// How many bits of a slot are set.
    let counts: Region<Int32>
    /// The delay of all sources, where it is the same.
    let common: Int
    /// The delay of each source, where it is not; otherwise empty.
    let delays: Region<Int32>
}

/// What is on its way behind the synapses: for each of the next steps what it adds to each target.
struct LatePlan: Sendable {
    /// Steps that can be told apart.
    let slots: Int
    /// What is added, a row of targets for each slot.
    let ring: Region<Float>
    /// Numbers between rows.
    let stride: Int
    /// The steps of each synapse, placed as its weight is.
    let delays: Region<Int32>
}
