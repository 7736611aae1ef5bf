import Foundation
import FrugalTrack

/// One process's work at a study.
struct StudyRun {
    private let study: Study
    private let store: TrialStore
    private var searcher: any Searcher
    private let budget: StudyBudget
    private let limits: TrialLimits
    private let pool: TrialPool
    private let hear: (StudyEvent) -> Void
    private let owner = "process \(getpid())"

    /// What was proposed, by number.
    private var proposals: [Proposal] = []
    /// The trials 0 up to the first that has not ended.
    private var prefix: [Trial] = []
    /// Those that have ended beyond it.
    private var beyond: [Int: Trial] = [:]
    /// The trials that run.
    private var running: [Int: (lease: TrialLease, order: TrialOrder)] = [:]
    private var time: StudyTime
    private var refusal: String?

    /// Seconds that a trial is ours without a sign of life, and between two signs.
    private static let leaseSeconds = 30.0
    private static let beatSeconds = 1.0

    init(
        _ study: Study, _ searcher: any Searcher, budget: StudyBudget, limits: TrialLimits, pool: TrialPool,
        hear: @escaping (StudyEvent) -> Void
    ) throws {
        self.study = study
        self.searcher = searcher
        self.budget = budget
        self.limits = limits
        self.pool = pool
        self.hear = hear
        store = study.store
        let spent = try store.spent()
        time = StudyTime(limit: budget.seconds, earlier: spent, before: budget.before)
        // The folder is locked, so whoever holds a lease is dead.
        try store.releaseAll()
        for stored in try store.trials() {
            guard stored.number == proposals.count else {
                throw TrackError(
                    .malformed, at: store.url.path, "trial \(proposals.count) is missing",
                    remedy: "restore the file, or begin the study anew in another folder")
            }
            proposals.append(stored.proposal)
            guard let trial = stored.trial, let seconds = stored.record?.seconds else { continue }
            end(trial, seconds: seconds)
        }
        let ended = prefix.count + beyond.count
        if !proposals.isEmpty { hear(.resumed(ended: ended, seconds: spent)) }
    }

    /// Works until the budget is used up.
    mutating func finish(_ isAskedToStop: () -> Bool) throws -> StudyEnd {
        defer { pool.clear() }
        do {
            while true {
                if isAskedToStop() { return try stop(.asked, "stopped when asked to") }
                if time.left <= 0 { return try stop(.time, "the time is over") }
                try fill()
                if running.isEmpty {
                    if let refusal { return try stop(.time, refusal) }
                    if isComplete { return try stop(.trials, nil) }
                    throw FrugalError(
                        .usage, "searcher \(searcher.name)",
                        "trial \(proposals.count) waits for \(searcher.prefix(for: proposals.count)) trials to end")
                }
                for report in try pool.wait(seconds: min(0.1, time.left)) { try take(report) }
                try beatIfDue()
            }
        } catch {
            // So that the next process need not wait, and knows what this one took. The store may be what failed.
            try? giveBack()
            throw error
        }
    }

    private var isComplete: Bool { budget.trials.map { prefix.count >= $0 } ?? false }

    // MARK: - Trials that begin

    private mutating func fill() throws {
        let most = budget.trials ?? .max
        while pool.free > 0 {
            if refusal == nil, let reason = time.refusal(effort: nextEffort) {
                refusal = reason
                try note(reason)
            }
            guard refusal == nil else { return }
            if let lease = try store.claim(owner, for: Self.leaseSeconds, below: most) {
                let order = try study.order(for: lease, limits: limits)
                running[lease.number] = (lease, order)
                try pool.begin(order)
            } else {
                guard try proposals.count < most && propose() else { return }
            }
        }
    }

    /// The effort of the trial that would be begun next, as far as it is known.
    private var nextEffort: Double {
        (prefix.count..<proposals.count).first { beyond[$0] == nil && running[$0] == nil }
            .map { proposals[$0].effort } ?? prefix.last?.proposal.effort ?? 1
    }

    /// Proposes the next trial; false where its searcher waits for others.
    private mutating func propose() throws -> Bool {
        let number = proposals.count
        let needed = searcher.prefix(for: number)
        guard needed <= prefix.count else { return false }
        let proposal = try searcher.propose(
            number, after: Array(prefix[..<max(0, needed)]), pending: Array(proposals[max(0, needed)...]))
        try store.propose(number, proposal)
        proposals.append(proposal)
        return true
    }

    // MARK: - Trials that end

    private mutating func take(_ report: TrialReport) throws {
        switch report {
        case .began(let number, let process):
            hear(.began(number: number, attempt: running[number]?.lease.token ?? 0, process: process))
        case .step(let number, let step): hear(.step(number: number, step))
        case .ended(let ending):
            guard let ended = running.removeValue(forKey: ending.number) else { return }
            try take(ending.verdict(for: ended.order), of: ended.lease, seconds: ending.seconds)
        }
    }

    private mutating func take(_ verdict: TrialVerdict, of lease: TrialLease, seconds: Double) throws {
        switch verdict {
        case .ended(let record): try settle(record, of: lease)
        case .stopped: try store.release(lease)
        case .refused(let text):
            try store.release(lease)
            throw FrugalError(
                .training, "trial \(lease.number)", text, remedy: "then run the same command again: the study goes on")
        case .lost(let reason):
            let losses = lease.losses + 1
            try note("trial \(lease.number), attempt \(lease.token): \(reason)")
            guard losses >= limits.losses else {
                try store.release(lease, lost: true)
                return
            }
            let text = "its process was killed from outside \(losses) times"
            try settle(TrialRecord(.lost, text, detail: reason, seconds: seconds), of: lease)
        }
    }

    private mutating func settle(_ record: TrialRecord, of lease: TrialLease) throws {
        guard try store.finish(lease, record, spent: time.settle()) == .counted else {
            try note("trial \(lease.number), attempt \(lease.token): its result came late and does not count")
            return
        }
        rmdir(study.folder(of: lease.number).path)
        let trial = Trial(lease.number, lease.proposal, record.outcome, costs: record.costs)
        end(trial, seconds: record.seconds)
        hear(.ended(trial, seconds: record.seconds))
    }

    private mutating func end(_ trial: Trial, seconds: Double) {
        time.learn(seconds: seconds, effort: trial.proposal.effort)
        beyond[trial.number] = trial
        while let next = beyond.removeValue(forKey: prefix.count) { prefix.append(next) }
    }

    // MARK: - Signs of life, and the end

    private mutating func beatIfDue() throws {
        guard time.unwritten >= Self.beatSeconds else { return }
        try store.spend(time.settle())
        for (lease, _) in running.values where !(try store.extend(lease, for: Self.leaseSeconds)) {
            // Somebody else has it: what our process says of it is late.
            try note("trial \(lease.number), attempt \(lease.token): its lease has passed on")
        }
    }

    private func note(_ text: String) throws {
        try store.note(text)
        hear(.note(text))
    }

    /// Kills what runs, which goes on another time.
    private mutating func stop(_ end: StudyEnd, _ reason: String?) throws -> StudyEnd {
        let stopped = running.keys.sorted().map(String.init).joined(separator: ", ")
        try giveBack()
        if let reason, reason != refusal || !stopped.isEmpty {
            try note(stopped.isEmpty ? reason : "\(reason); trials under way go on another time: \(stopped)")
        }
        return end
    }

    private mutating func giveBack() throws {
        pool.clear()
        for (lease, _) in running.values { try store.release(lease) }
        running = [:]
        try store.spend(time.settle())
    }
}
