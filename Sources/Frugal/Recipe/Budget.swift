/// The time a fit may take, on a clock that nobody sets back.
///
/// What earlier processes used before they were stopped counts, so that stopping and going on never buys time.
public struct Budget: Sendable {
    /// Seconds in all; nil for no limit.
    public let seconds: Double?
    private let usedBefore: Double
    private let begin: Double
    private let clock: @Sendable () -> Double

    /// A budget that runs from now.
    /// - Parameters:
    ///   - usedBefore: seconds that were used already.
    ///   - clock: gives seconds from some beginning; never goes back.
    public init(
        seconds: Double?, usedBefore: Double = 0, clock: @escaping @Sendable () -> Double = Budget.monotonicSeconds
    ) {
        self.seconds = seconds
        self.usedBefore = max(0, usedBefore)
        self.clock = clock
        begin = clock()
    }

    /// Seconds on the monotonic clock since the process first asked.
    public static let monotonicSeconds: @Sendable () -> Double = {
        let origin = ContinuousClock.now
        return { (ContinuousClock.now - origin) / .seconds(1) }
    }()

    /// Seconds used so far, those of earlier processes included.
    public var used: Double { usedBefore + clock() - begin }

    /// Seconds left; infinite without a limit, never negative.
    public var left: Double { seconds.map { max(0, $0 - used) } ?? .infinity }

    /// The point on ``used`` until which a phase may run that gets `share` of what is left after `reserve` is set aside.
    public func deadline(share: Double = 1, keeping reserve: Double = 0) -> Double {
        used + max(0, left - reserve) * share
    }

    /// Whether the point `deadline` on ``used`` has passed.
    public func hasPassed(_ deadline: Double) -> Bool { used >= deadline }
}
