import FrugalTrack

/// What the body of a trial tells the study while it works.
public struct TrialProgress {
    private let say: (TrialStep) -> Void
    private let clock: () -> Double
    /// At most ten reports a second: nobody reads faster.
    private static let interval = 0.1
    private var last = -Double.infinity

    init(clock: @escaping () -> Double = { TrialClock.awake }, say: @escaping (TrialStep) -> Void) {
        self.say = say
        self.clock = clock
    }

    /// Says how far the trial is. Most reports of a fast loop are dropped; the last step's is not.
    /// - Parameter value: what was measured there, such as a loss.
    public mutating func report(_ step: Int, of steps: Int, value: Double? = nil) {
        let now = clock()
        guard step >= steps || now - last >= Self.interval else { return }
        last = now
        say(TrialStep(step: step, of: steps, value: value))
    }
}
