/// The time of a study: what it has taken, what is left, and whether that is enough for another trial.
struct StudyTime {
    /// Seconds in all; nil for no end.
    let limit: Double?
    /// Seconds of earlier processes, and of this one before it ran the study.
    private let earlier: Double
    private let began: Double
    /// Up to when the store knows.
    private var written: Double
    /// Seconds of the latest trials, each divided by its effort.
    private var latest: [Double] = []
    private let clock: () -> Double
    private static let remembered = 15

    init(limit: Double?, earlier: Double, before: Double, clock: @escaping () -> Double = { TrialClock.awake }) {
        self.limit = limit
        self.earlier = earlier + before
        self.clock = clock
        began = clock()
        written = began - before
    }

    /// Seconds that the study has taken.
    var spent: Double { earlier + clock() - began }

    /// Seconds that are left.
    var left: Double { limit.map { $0 - spent } ?? .infinity }

    /// Seconds since the store was told.
    var unwritten: Double { clock() - written }

    /// The seconds to tell the store now.
    mutating func settle() -> Double {
        let now = clock()
        defer { written = now }
        return now - written
    }

    /// Learns from a trial.
    mutating func learn(seconds: Double, effort: Double) {
        guard effort > 0, seconds > 0 else { return }
        latest.append(seconds / effort)
        if latest.count > Self.remembered { latest.removeFirst() }
    }

    /// How long a trial takes: the median of the latest; nil where none has ended.
    func estimate(effort: Double) -> Double? {
        guard !latest.isEmpty else { return nil }
        return latest.sorted()[latest.count / 2] * effort
    }

    /// Why no more trials are begun; nil where there is time for one.
    func refusal(effort: Double) -> String? {
        guard limit != nil else { return nil }
        if left <= 0 { return "no more trials begun: no time left" }
        guard let estimate = estimate(effort: effort), estimate > left else { return nil }
        return "no more trials begun: \(Self.figure(left)) s left, a trial takes \(Self.figure(estimate)) s"
    }

    static func figure(_ seconds: Double) -> String {
        let scale = seconds < 10 ? 10.0 : 1
        let rounded = (seconds * scale).rounded() / scale
        return rounded == rounded.rounded() && abs(rounded) < 1e9 ? "\(Int(rounded))" : "\(rounded)"
    }
}
