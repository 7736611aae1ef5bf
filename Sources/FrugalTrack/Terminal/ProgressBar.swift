import Foundation

/// The progress of one phase: share done, rate, time left and the best result so far, redrawn in place on a terminal
/// and told in one line at the end anywhere else.
public final class ProgressBar: Sendable {
    private let title: String
    private let terminal: Terminal
    private let clock: @Sendable () -> Double
    private let interval: Double
    private let state: Locked<State>

    private struct State {
        var total: Int?
        var done = 0
        var best: String?
        let begin: Double
        var lastDrawn = -Double.infinity
        var isFinished = false
    }

    /// Seconds on a clock that nobody sets back.
    public static let monotonicSeconds: @Sendable () -> Double = {
        let origin = ContinuousClock.now
        return { (ContinuousClock.now - origin) / .seconds(1) }
    }()

    /// A bar for `total` units of work; nil where the amount is not known.
    /// - Parameters:
    ///   - interval: the least time between two drawings, in seconds.
    ///   - clock: gives seconds from some beginning.
    public init(
        _ title: String, total: Int?, on terminal: Terminal, interval: Double = 0.1,
        clock: @escaping @Sendable () -> Double = ProgressBar.monotonicSeconds
    ) {
        self.title = DisplayWidth.sanitised(title)
        self.terminal = terminal
        self.interval = interval
        self.clock = clock
        state = Locked(State(total: total, begin: clock()))
    }

    /// Counts `units` more as done and shows it, at most once an interval.
    /// - Parameter best: the best result so far, in words, to be shown from now on.
    public func advance(by units: Int = 1, best: String? = nil) {
        state.withLock { state in
            let (sum, overflow) = state.done.addingReportingOverflow(units)
            state.done = overflow ? Int.max : sum
            if let best { state.best = DisplayWidth.sanitised(best) }
            let now = clock()
            guard terminal.isInteractive, !state.isFinished, now - state.lastDrawn >= interval else { return }
            state.lastDrawn = now
            terminal.write("\r" + drawn(state, now: now) + "\u{1B}[K")
        }
    }

    /// Ends the phase with one line that stays. A second call does nothing.
    public func finish() {
        state.withLock { state in
            guard !state.isFinished else { return }
            state.isFinished = true
            let line = summary(state, now: clock())
            terminal.write(terminal.isInteractive ? "\r\(line)\u{1B}[K\n" : line + "\n")
        }
    }

    /// The line of a phase under way, cut to the terminal; its last column stays free, or some terminals would wrap.
    private func drawn(_ state: State, now: Double) -> String {
        let seconds = now - state.begin
        let rate = seconds > 0 ? Double(state.done) / seconds : 0
        var parts: [String] = []
        if let total = state.total, total > 0 {
            let share = min(1, Double(state.done) / Double(total))
            parts.append(DisplayWidth.padded("\(Int(share * 100)) %", to: 5, alignedRight: true))
            if state.done > 0 {
                let left = max(0, Double(total) - Double(state.done)) / max(rate, .leastNormalMagnitude)
                parts.append("left \(Humanise.duration(left))")
            }
        } else {
            parts.append(Humanise.count(state.done))
            parts.append(Humanise.duration(seconds))
        }
        if rate > 0 { parts.append("\(Humanise.compact(rate, figures: 3))/s") }
        if let best = state.best { parts.append("best \(best)") }
        let text = parts.joined(separator: "  ")
        let room = terminal.columns - 1 - DisplayWidth.of(title) - DisplayWidth.of(text) - 4
        guard let total = state.total, room >= 8 else {
            return DisplayWidth.truncated("\(title)  \(text)", to: terminal.columns - 1)
        }
        return "\(title)  \(bar(Double(state.done) / Double(max(1, total)), width: min(30, room)))  \(text)"
    }

    private func bar(_ share: Double, width: Int) -> String {
        let filled = min(width, max(0, Int((min(1, share) * Double(width)).rounded(.down))))
        let signs = terminal.usesUnicode ? ("━", "─") : ("#", "-")
        return String(repeating: signs.0, count: filled)
            + terminal.dim(String(repeating: signs.1, count: width - filled))
    }

    private func summary(_ state: State, now: Double) -> String {
        let seconds = now - state.begin
        let rate =
            seconds > 0 && state.done > 0 ? ", \(Humanise.compact(Double(state.done) / seconds, figures: 3))/s" : ""
        let amount = state.total.map {
            state.done < $0 ? "\(Humanise.grouped(state.done)) of \(Humanise.grouped($0))" : nil
        }
        let done = (amount ?? nil) ?? Humanise.grouped(state.done)
        let best = state.best.map { ", best \($0)" } ?? ""
        return "\(title): \(done) in \(Humanise.duration(seconds))\(rate)\(best)"
    }
}
