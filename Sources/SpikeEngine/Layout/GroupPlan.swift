/// A group as the engine sees it: sizes, and where its numbers lie.
struct GroupPlan: Sendable {
    /// How many neurons or sources.
    let count: Int
    /// Words of a bit for each of them; also the chunks that partitions are made of.
    let words: Int
    /// The bits of this step: who spikes.
    let spikes: Region<UInt64>
    /// How often each has spiked since the counts were last set to zero.
    let spikeCounts: Region<Int32>
    /// Spikes of the group, and updates of its neurons.
    let tally: Region<Int64>
    /// What it is.
    let kind: Kind
    /// The connections that end here, as numbers in the order of the engine.
    let incoming: Range<Int>
    /// The connections that begin here, places in ``Blueprint/outgoing``.
    let outgoing: Range<Int>

    enum Kind: Sendable {
        case population(Int)
        case poisson(Int)
        case scheduled(Int)
    }

    /// Places in ``tally``.
    enum Tally {
        static let spikes = 0
        static let updates = 1
        static let count = 2
    }
}
