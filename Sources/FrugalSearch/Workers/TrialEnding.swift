import Foundation

/// How the process of a trial ended, as the worker saw it.
public struct TrialEnding: Codable, Hashable, Sendable {
    /// Why the worker or the pool killed it.
    enum Kill: String, Codable { case time, stop }

    /// The trial.
    public var number: Int
    /// The attempt.
    public var attempt: Int
    /// What it found; nil where it came to no end.
    var result: TrialResult?
    /// What it threw.
    var fault: TrialFault?
    /// Why it was killed by us; nil where it was not.
    var kill: Kill?
    /// Whether it ended because the worker that forked it did.
    var isOrphan = false
    /// Its exit status; -1 where a signal ended it.
    var status: Int32 = 0
    /// The signal that ended it; 0 for none.
    var signal: Int32 = 0
    /// Seconds from its beginning to its end.
    public var seconds: Double = 0
    /// The most memory it held beyond what the worker held, in bytes.
    public var peak: Int = 0
    /// Beginning and end of what it printed.
    public var output: String = ""

    init(_ order: TrialOrder) {
        number = order.number
        attempt = order.attempt
    }
}

/// What the end of a trial's process means for the study.
enum TrialVerdict: Hashable {
    /// The trial has ended like this.
    case ended(TrialRecord)
    /// Its process was killed from outside: it is to be begun again.
    case lost(String)
    /// We killed it, and it goes on another time.
    case stopped
    /// The disk refused, which is no fault of the architecture: the study must stop.
    case refused(String)
}

extension TrialEnding {
    /// What it means. The words of a failure are the same in every run; what may differ is in its detail.
    func verdict(for order: TrialOrder) -> TrialVerdict {
        if let result {
            var record = TrialRecord(score: result.score, costs: result.costs, seconds: seconds)
            if record.failure != nil { record.detail = detail }
            return .ended(record)
        }
        if let fault {
            switch fault.kind {
            case .storage: return .refused(fault.text)
            case .memory: return failed(.memory, Self.memoryText(order.memory), fault.text)
            case .error: return failed(.error, fault.text)
            }
        }
        switch kill {
        case .stop: return .stopped
        case .time: return failed(.time, "it took longer than \(Self.figure(order.seconds ?? 0)) s")
        case nil: break
        }
        if isOrphan { return .lost("its worker process ended") }
        if signal == SIGKILL || signal == SIGTERM || signal == SIGHUP || signal == SIGINT {
            return .lost("its process was killed from outside (signal \(signal))")
        }
        if let memory = order.memory, isWantOfMemory(limit: memory) {
            return failed(.memory, Self.memoryText(memory))
        }
        if signal != 0 {
            return failed(.crash, "its process crashed (signal \(signal), \(String(cString: strsignal(signal))))")
        }
        return failed(.crash, "its process left without a result (exit status \(status))")
    }

    /// A crash is put down to memory where the trial held half of what it might, since what grows by doubling fails then,
    /// or where it said so.
    private func isWantOfMemory(limit: Int) -> Bool {
        if peak >= limit / 2 { return true }
        let words = [
            "std::bad_alloc", "ould not allocate memory", "annot allocate memory", "ut of memory", "failed to allocate",
        ]
        return words.contains { output.contains($0) }
    }

    /// Reads beginning and end of what the trial printed, and removes the file where it printed nothing. What went wrong
    /// stands at the end, or before the trace of a crash.
    mutating func readOutput(of order: TrialOrder) {
        guard let file = FileHandle(forReadingAtPath: order.outputFile) else { return }
        defer { try? file.close() }
        guard let size = try? file.seekToEnd(), size > 0 else {
            unlink(order.outputFile)
            return
        }
        // The output of a trial that gave a score is read by nobody but a person who opens the file.
        guard result?.score.isFinite != true else { return }
        func text(from offset: UInt64) -> String {
            try? file.seek(toOffset: offset)
            let bytes = (try? file.read(upToCount: Self.shown)) ?? nil
            return String(decoding: bytes ?? Data(), as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        }
        let shown = UInt64(Self.shown)
        output = text(from: 0) + (size > shown ? "\n…\n" + text(from: max(shown, size - shown)) : "")
    }

    /// Bytes of the beginning, and of the end, of what a trial printed.
    private static let shown = 300

    private func failed(_ failure: TrialFailure, _ text: String, _ more: String = "") -> TrialVerdict {
        let details = [more, detail].filter { !$0.isEmpty }.joined(separator: "; ")
        return .ended(TrialRecord(failure, text, detail: details, seconds: seconds))
    }

    private var detail: String {
        "at most \(peak >> 20) MB beyond the worker's" + (output.isEmpty ? "" : "; it printed: \(output)")
    }

    private static func memoryText(_ limit: Int?) -> String {
        "memory ended" + (limit.map { " (limit \($0 >> 20) MB)" } ?? "")
    }

    private static func figure(_ seconds: Double) -> String {
        seconds == seconds.rounded() && seconds < 1e9 ? "\(Int(seconds))" : "\(seconds)"
    }
}
