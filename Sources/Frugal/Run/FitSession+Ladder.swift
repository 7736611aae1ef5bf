import Foundation
import FrugalData
import FrugalTensor
import FrugalTrack

extension FitSession {
    /// The share of what is left after the baselines that goes to trying all candidates; the rest is for the chosen one.
    ///
    /// Training again with the validation part takes about one and a half times as long as the trial did, so that a trial
    /// that is long beside the others, or the only one, must leave that much.
    static func trialShare(largest: Double) -> Double { min(0.55, 1 / (1 + 1.55 * largest)) }

    /// Later candidates are larger and get more.
    static func weights(_ count: Int, from first: Int = 0) -> [Double] { (first..<count).map { 1 + 0.5 * Double($0) } }

    /// Trains every candidate that has no row yet, the small ones first, each in its share of the time.
    func runLadder() throws {
        let candidates = ladder
        let waiting = candidates.filter { candidate in !leaderboard.contains { $0.name == candidate.name } }
        guard !waiting.isEmpty, !leaderboard.contains(where: { $0.role == .longRun }) else { return }
        observer(.phase("training \(candidates.count) candidates"))
        let end = try trials(candidates.count).ladder
        for (index, candidate) in waiting.enumerated() {
            // What small ones leave over flows on. One that would not be trained enough to be judged may take more from
            // the later ones, which then need not be tried.
            let weights = Self.weights(waiting.count, from: index)
            let left = max(0, end - budget.used)
            let share = left * weights[0] / weights.reduce(0, +)
            let slice =
                recipe.maximumEpochs == nil
                ? TimeSlice(until: budget.used + share, atLatest: budget.used + left * 0.6)
                : TimeSlice(until: budget.deadline(keeping: closingReserve))
            try train(candidate, role: .network, slice: slice)
        }
    }

    /// Points on the budget.
    struct Trials: Codable {
        /// Where the ladder ends.
        var ladder: Double
        /// Where the search ends.
        var search: Double
        /// Where the training of what it found ends.
        var end: Double
    }

    /// The points at which trials end; on disk, so that a run that goes on keeps to them.
    func trials(_ count: Int) throws -> Trials {
        guard recipe.seconds != nil else { return Trials(ladder: .infinity, search: .infinity, end: .infinity) }
        if let known = try folder.run.saved(Trials.self, as: "trials.json") { return known }
        let weights = Self.weights(count)
        let share = Self.trialShare(largest: (weights.last ?? 1) / weights.reduce(0, +))
        let end = budget.deadline(share: share, keeping: closingReserve)
        let time = wantsSearch ? end - budget.used : 0
        let search = end - time * FitSearchRule.foundShare
        let trials = Trials(ladder: search - time * FitSearchRule.searchShare, search: search, end: end)
        try folder.run.save(trials, as: "trials.json")
        return trials
    }

    /// Trains one candidate within `slice` and adds its row.
    func train(
        _ candidate: Candidate, role: LeaderboardEntry.Role, slice: TimeSlice, search: FitSearch? = nil
    ) throws {
        try checkInterruption()
        var entry = LeaderboardEntry(candidate, role: role)
        entry.search = search
        let begin = budget.used
        do {
            guard slice.latest - begin > 0.1 else {
                throw FrugalError(.budget, candidate.name, "no time was left for it")
            }
            let trainer = try trainer(
                candidate, training: split.train, validation: split.validation, slice: slice,
                schedule: recipe.maximumEpochs.map { .steps(steps(epochs: $0, candidate, split.train.count)) }
                    ?? .clock(maximum: steps(epochs: candidate.training.maximumEpochs, candidate, split.train.count)))
            let outcome = try trainer.run()
            entry.bestEpoch = outcome.bestEpoch
            entry.plannedEpochs = outcome.plannedEpochs
            entry.bestStep = outcome.state.bestStep
            entry.plannedSteps = outcome.state.plannedSteps
            entry.stoppedByClock =
                outcome.stoppedByClock || outcome.plannedEpochs < 0.99 * Double(candidate.training.maximumEpochs)
            entry.seconds = outcome.state.seconds
            entry.threads = outcome.state.threads
            try folder.run.save(outcome.state.curve, as: folder.curve(candidate.name))
            try log(outcome.state.curve, of: candidate)
            try complete(&entry, outcome.network, answers: scorer.answers(of: outcome.network, on: split.validation))
        } catch {
            entry.seconds = budget.used - begin
            try failOrRethrow(error, &entry)
        }
        try record(entry)
        try? FileManager.default.removeItem(at: folder.state(candidate.name))
    }

    /// The trainer of a candidate on some of the examples.
    func trainer(
        _ candidate: Candidate, training: [Int], validation: [Int], slice: TimeSlice, schedule: TrainingSchedule,
        lastStep: Int? = nil, fixedThreads: Int? = nil
    ) throws -> Trainer {
        let settings = candidate.training
        return Trainer(
            candidate: candidate,
            source: try preprocessing.source(
                data, distortion: settings.distortion, flips: settings.flips, seed: recipe.seed),
            scorer: scorer, shape: preprocessing.shape, training: training, validation: validation, schedule: schedule,
            lastStep: lastStep, threads: threads, fixedThreads: fixedThreads, budget: budget, slice: slice,
            seed: recipe.seed,
            checkpoint: TrainingCheckpoint(at: folder.state(candidate.name), of: .fit),
            report: { self.observer(.training($0)) },
            check: {
                try self.checkInterruption()
                try self.folder.saveUsed(self.budget.used)
            })
    }

    /// Steps in so many epochs of `count` examples.
    func steps(epochs: Int, _ candidate: Candidate, _ count: Int) -> Int {
        let size = candidate.training.batchSize
        let (steps, overflow) = max(1, count / max(1, size)).multipliedReportingOverflow(by: epochs)
        return overflow ? .max : steps
    }

    private func log(_ curve: [CurvePoint], of candidate: Candidate) throws {
        for (index, point) in curve.enumerated() {
            try folder.run.scalar("\(candidate.name)/training loss", point.trainingLoss, step: index + 1)
            if let loss = point.validationLoss {
                try folder.run.scalar("\(candidate.name)/validation loss", loss, step: index + 1)
            }
            if let share = point.validationAccuracy {
                try folder.run.scalar("\(candidate.name)/validation accuracy", share, step: index + 1)
            }
        }
    }
}
