/// What goes into a layer in one step: where something arrives, in rising order, and how much.
final class EventList {
    /// The places, the first ``count`` of them.
    let places: Block<Int32>
    /// What arrives there; 1 for a spike.
    let values: Block<Float>

    /// How many events there are, and whether all are spikes: in a block, because a stored property of a class is
    /// guarded at each access.
    private struct State: BitwiseCopyable {
        var count = 0
        var areSpikes = true
    }
    private let state = Block<State>(1, of: State())

    /// A list with room for an event at each of so many places.
    init(room: Int) {
        places = Block(room, of: 0)
        values = Block(room, of: 1)
    }

    /// How many events there are.
    var count: Int { state.start.pointee.count }
    /// Whether all of them are spikes, so that nothing need be multiplied.
    var areSpikes: Bool { state.start.pointee.areSpikes }

    /// Takes everything off.
    @inline(__always)
    func clear() { state.start.pointee = State() }

    /// Adds an event behind the others.
    @inline(__always)
    func append(_ place: Int, _ value: Float = 1) {
        let count = state.start.pointee.count
        places.start[count] = Int32(truncatingIfNeeded: place)
        values.start[count] = value
        if value != 1 { state.start.pointee.areSpikes = false }
        state.start.pointee.count = count + 1
    }
}
