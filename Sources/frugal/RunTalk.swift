import Foundation
import FrugalTrack

/// Tells a person what a run in parts is doing: lines, and on a terminal a bar for the part under way.
///
/// `@unchecked Sendable`: `current` is read and changed only while `lock` is held.
final class RunTalk: @unchecked Sendable {
    private let terminal: Terminal
    private let lock = NSLock()
    private var current: (part: String, bar: ProgressBar, done: Int)?

    init(_ terminal: Terminal) { self.terminal = terminal }

    /// Writes a line below whatever bar is being drawn.
    func line(_ text: String) {
        finish()
        terminal.line(text)
    }

    /// Ends the bar under way, if there is one.
    func finish() {
        lock.withLock {
            guard current != nil else { return }
            current = nil
            terminal.write("\r\u{1B}[K")
        }
    }

    /// Shows how far a part is.
    func show(part: String, done: Int, total: Int?, best: String?) {
        // Bars that nobody sees would only fill a log.
        guard terminal.isInteractive else { return }
        lock.withLock {
            if current?.part != part {
                if current != nil { terminal.write("\r\u{1B}[K") }
                // What was done before the bar is there would count into its rate.
                current = (part, ProgressBar("  \(part)", total: total, on: terminal), done)
            }
            current?.bar.advance(by: done - (current?.done ?? 0), best: best)
            current?.done = done
        }
    }
}
