/// How long a candidate trains, and which learning rate each step has.
enum TrainingSchedule {
    /// So many steps, whatever the clock says; the clock only ends it.
    case steps(Int)
    /// As many steps as fit into the time slice, at most `maximum`.
    case clock(maximum: Int)
}

/// The part of a budget that a training gets, as points on ``Budget/used``.
struct TimeSlice {
    /// Where the slice ends.
    let end: Double
    /// Where it ends at the latest, if a training needs more to be of use.
    var latest: Double
    /// Whether a training too short to be judged is wanted all the same, because there is no other.
    var acceptsShort = false

    /// A slice that nothing extends.
    init(until end: Double) {
        self.end = end
        latest = end
    }

    /// A slice that a training which needs more may extend.
    init(until end: Double, atLatest latest: Double) {
        self.end = end
        self.latest = max(end, latest)
    }

    /// Where the slice ends for a training that begins at `now` and needs `seconds` to be of use.
    func end(from now: Double, needing seconds: Double) -> Double { max(end, min(now + seconds, latest)) }
}
