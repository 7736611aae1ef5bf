import Foundation
import FrugalTrack

/// How long a run has taken, over all processes that worked on it: noted in its record now and then, so that a kill loses
/// half a minute at most.
///
/// `@unchecked Sendable`: `lastNoted` is read and changed only while `lock` is held.
final class RunClock: @unchecked Sendable {
    private let folder: RunFolder
    private let usedBefore: Double
    private let begin = ContinuousClock.now
    private let lock = NSLock()
    private var lastNoted = ContinuousClock.now

    init(_ folder: RunFolder) {
        self.folder = folder
        usedBefore = folder.record.ledger?.seconds ?? 0
    }

    /// Seconds so far.
    var seconds: Double { usedBefore + (ContinuousClock.now - begin) / .seconds(1) }

    /// Notes the seconds so far, where the last note is old.
    func tick() throws {
        lock.lock()
        defer { lock.unlock() }
        guard ContinuousClock.now - lastNoted > .seconds(30) else { return }
        lastNoted = .now
        try note()
    }

    /// Notes the seconds so far.
    func note() throws {
        let seconds = self.seconds
        try folder.update { $0.ledger = LedgerRecord(seconds: seconds) }
    }
}
