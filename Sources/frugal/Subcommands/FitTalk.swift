import Frugal
import FrugalTrack

/// Tells a person what a fit is doing: a line a phase and a row, and a bar while a candidate trains.
///
/// Unchecked because only the thread that runs the fit calls it.
final class FitTalk: @unchecked Sendable {
    private let terminal: Terminal
    private var bar: (candidate: String, bar: ProgressBar, step: Int)?

    init(_ terminal: Terminal) { self.terminal = terminal }

    func show(_ event: FitEvent) {
        switch event {
        case .phase(let name): line(terminal.bold(name))
        case .note(let text): line("  \(DisplayWidth.sanitised(text))")
        case .training(let progress): show(progress)
        case .entry(let entry): line("  \(Self.words(entry))")
        }
    }

    /// Writes a line below whatever bar is being drawn.
    func line(_ text: String) {
        finish()
        terminal.line(text)
    }

    /// Ends the bar under way, if there is one.
    func finish() {
        guard bar != nil else { return }
        bar = nil
        if terminal.isInteractive { terminal.write("\r\u{1B}[K") }
    }

    private func show(_ progress: TrainingProgress) {
        // Bars that nobody sees would only fill a log.
        guard terminal.isInteractive, progress.plannedSteps > 0 else { return }
        if bar?.candidate != progress.candidate {
            finish()
            let fresh = ProgressBar("  \(progress.candidate)", total: progress.plannedSteps, on: terminal)
            // What was done before the bar is there would count into its rate.
            bar = (progress.candidate, fresh, progress.step)
        }
        bar?.bar.advance(
            by: progress.step - (bar?.step ?? 0), best: progress.bestAccuracy.map { Humanise.percent($0) })
        bar?.step = progress.step
    }

    private static func words(_ entry: LeaderboardEntry) -> String {
        guard let validation = entry.validation else { return "\(entry.name): \(entry.failure ?? "no result")" }
        let time = entry.seconds > 0.05 ? ", \(Humanise.duration(entry.seconds))" : ""
        return "\(entry.name): \(Humanise.percent(validation.share, decimals: 2)) on validation\(time)"
    }
}
