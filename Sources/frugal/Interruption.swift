import Foundation

/// Whether Ctrl-C was pressed. The first asks the job to save and stop; a second one ends the process at once.
enum Interruption {
    // Only the signal handler writes it, and a torn read of one word cannot happen.
    nonisolated(unsafe) private static var count: sig_atomic_t = 0

    /// Watches for Ctrl-C and for the polite kill from now on.
    static func watch() {
        count = 0
        for name in [SIGINT, SIGTERM] {
            signal(name) { _ in
                if Interruption.count > 0 { _exit(130) }
                Interruption.count = 1
            }
        }
    }

    /// Whether the job should save and stop.
    static var isAsked: Bool { count > 0 }
}
