import Frugal
import FrugalTrack

/// Tells a person what a fit is doing: a line a phase and a row, and a bar while a candidate trains.
struct FitTalk {
    private let terminal: Terminal
    private let talk: RunTalk

    init(_ terminal: Terminal) {
        self.terminal = terminal
        talk = RunTalk(terminal)
    }

    func show(_ event: FitEvent) {
        switch event {
        case .phase(let name): line(terminal.bold(name))
        case .note(let text): line("  \(DisplayWidth.sanitised(text))")
        case .training(let progress): show(progress)
        case .entry(let entry): line("  \(Self.words(entry))")
        }
    }

    /// Writes a line below whatever bar is being drawn.
    func line(_ text: String) { talk.line(text) }

    /// Ends the bar under way, if there is one.
    func finish() { talk.finish() }

    private func show(_ progress: TrainingProgress) {
        guard progress.plannedSteps > 0 else { return }
        talk.show(
            part: progress.candidate, done: progress.step, total: progress.plannedSteps,
            best: progress.bestAccuracy.map { Humanise.percent($0) })
    }

    private static func words(_ entry: LeaderboardEntry) -> String {
        guard let validation = entry.validation else { return "\(entry.name): \(entry.failure ?? "no result")" }
        let time = entry.seconds > 0.05 ? ", \(Humanise.duration(entry.seconds))" : ""
        return "\(entry.name): \(Humanise.percent(validation.share, decimals: 2)) on validation\(time)"
    }
}
