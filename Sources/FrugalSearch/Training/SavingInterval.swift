/// When a training saves its state: after every step, but no more often than ten times a second, and so seldom that saving takes
/// at most a twentieth of the time.
///
/// So what is killed loses the step under way, or where steps are shorter than a tenth of a second some of them.
struct SavingInterval {
    private static let least = Duration.milliseconds(100)
    private let clock = ContinuousClock()
    private var next: ContinuousClock.Instant

    init() { next = clock.now + Self.least }

    /// Saves where it is time to.
    mutating func save(_ body: () throws -> Void) rethrows {
        guard clock.now >= next else { return }
        let begin = clock.now
        try body()
        let end = clock.now
        next = end + max(Self.least, (end - begin) * 20)
    }
}
