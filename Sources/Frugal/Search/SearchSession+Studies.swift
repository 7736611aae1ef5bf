import Foundation
import FrugalSearch
import FrugalTrack

extension SearchSession {
    /// What a study gave.
    struct StudyOutcome: Codable {
        /// Its trials in the order of numbers, up to the first that has not ended.
        var trials: [Trial]
        /// Seconds of each trial that ended.
        var seconds: [Double]
        /// Seconds of those that failed.
        var failedSeconds: Double
        /// The folder of the study.
        var name: String
        /// The policy's entropy at each update, in nats; nil where the searcher is asked for them.
        var entropies: [Double]?
    }

    /// Runs trials of `searcher` in the folder `name` until the budget is used up, or reads back what they gave.
    /// - Parameter seconds: those that a trial may take; nil for a fifth of all.
    func study(
        _ name: String, _ searcher: any Searcher, _ space: SearchSpace, _ task: SearchTask, seed: UInt64,
        budget: StudyBudget, limit seconds: Double? = nil
    ) throws -> StudyOutcome {
        let result = "\(name).json"
        if folder.hasFinished(name), let saved = try folder.saved(StudyOutcome.self, as: result) { return saved }
        try checkInterruption()
        return try folder.phase(name) {
            let place = folder.file("studies/\(name)")
            let definition = StudyDefinition(
                name: name, space: space, searcher: searcher.name, settings: try TrackJSON.value(of: task), seed: seed,
                data: folder.record.dataHashes)
            let study = try Study(in: place, as: definition)
            try folder.save(task, as: "studies/\(name)/\(SearchTask.file)")
            var ended = 0
            var best: Double?
            let end = try study.run(
                searcher, budget: budget, limits: limits(seconds), in: pool, isAskedToStop: shouldStop
            ) { event in
                switch event {
                case .resumed(let count, _): ended = count
                case .ended(let trial, _):
                    ended += 1
                    best = [best, trial.score].compactMap { $0 }.max()
                    if case .failed(let reason) = trial.outcome {
                        self.observer(.note("trial \(trial.number): \(reason)"))
                    }
                case .note(let text): try? self.folder.text(name, text)
                case .began, .step: break
                }
                self.observer(.progress(study: name, ended: ended, of: budget.trials, best: best))
                self.noteTimeNowAndThen()
            }
            if end == .asked { try checkInterruption() }
            let outcome = try self.outcome(of: study, name)
            try folder.save(outcome, as: result)
            try noteTime()
            return outcome
        }
    }

    private func outcome(of study: Study, _ name: String) throws -> StudyOutcome {
        // Trials beyond the first that did not end are left out, so that what was found does not depend on who was last.
        let ended = try study.store.trials().prefix { $0.record != nil }
        let failed = ended.filter { $0.record?.failure != nil }
        return StudyOutcome(
            trials: ended.compactMap(\.trial), seconds: ended.compactMap { $0.record?.seconds },
            failedSeconds: failed.compactMap { $0.record?.seconds }.reduce(0, +), name: name)
    }

    /// - Parameter seconds: those that one of some given trainings may take; nil for the trials of a search.
    private func limits(_ seconds: Double?) -> TrialLimits {
        let memory = recipe.memoryLimit ?? EngineSetup.availableMemory.map { $0 / 5 * 4 / lanes }
        guard recipe.trials == nil, let all = recipe.seconds else {
            return TrialLimits(seconds: recipe.seconds.map { _ in 86_400 }, memory: memory)
        }
        // A trial that takes a fifth of everything hangs.
        return TrialLimits(seconds: max(seconds ?? 0, all / 5), memory: memory)
    }

    /// The folder of a trial of a study.
    func trialFolder(_ study: String, _ number: Int) -> String {
        Study.folder(of: number, in: folder.file("studies/\(study)")).path
    }
}
