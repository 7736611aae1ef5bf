/// When a training writes the file from which it would go on: every two seconds, and more rarely where the file is so large
/// that writing would take more than a fiftieth of the time.
package struct SaveRhythm {
    private let clock = ContinuousClock()
    private var due: ContinuousClock.Instant

    private static var shortest: Duration { .seconds(2) }
    private static var restAWrite: Int { 50 }

    /// A rhythm that begins now.
    package init() { due = clock.now + Self.shortest }

    /// Runs `save` where it is time to.
    package mutating func whenDue(_ save: () throws -> Void) rethrows {
        let begin = clock.now
        guard begin >= due else { return }
        try save()
        let end = clock.now
        due = end + max(Self.shortest, (end - begin) * Self.restAWrite)
    }
}
