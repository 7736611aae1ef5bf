import Foundation
import FrugalData
import FrugalNN
import FrugalSearch
import FrugalTensor
import FrugalTrack

extension SearchSession {
    /// A search whose candidates share their weights, in this process: ENAS, or random search with shared weights.
    ///
    /// Its trials are the architectures that were sampled at the end and scored through the shared weights; a trial's
    /// seconds are its share of the whole.
    func sharedSearch(
        _ name: String, _ children: EnasSettings.Children, _ plan: SearchPlan, seed: UInt64
    ) throws -> StudyOutcome {
        let result = "\(name).json"
        if folder.hasFinished(name), let saved = try folder.saved(StudyOutcome.self, as: result) { return saved }
        let family = try SearchRecipe.sharing(family)
        return try folder.phase(name) {
            let outcome = try run(name, family, sharedSettings(name, children, plan), seed: seed)
            try folder.save(outcome, as: result)
            try noteTime()
            return outcome
        }
    }

    private func run<Family: SharedFamily>(
        _ name: String, _ family: Family, _ settings: EnasSettings, seed: UInt64
    ) throws -> StudyOutcome {
        let search = try EnasSearch(family, data.children, settings: settings, seed: seed, device: device)
        let result = try ThreadChoice.with(lanes) {
            try search.run(checkpoint: folder.file("\(name).safetensors"), check: checkInterruption) { state in
                self.observer(
                    .progress(
                        study: name, ended: state.epochs.count, of: settings.epochs,
                        best: state.epochs.compactMap(\.reward).max()))
                self.noteTimeNowAndThen()
            }.result
        }
        let seconds = result.state.seconds + result.choiceSeconds
        let trials = try result.candidates.enumerated().map { number, candidate in
            Trial(
                number, Proposal(candidate.architecture), .scored(candidate.correct.share),
                costs: try base.costs(of: fresh(candidate.architecture, in: family), for: data.children.shape))
        }
        return StudyOutcome(
            trials: trials, seconds: trials.map { _ in seconds / Double(trials.count) }, failedSeconds: 0, name: name,
            entropies: result.state.epochs.compactMap(\.entropy))
    }

    /// As many pictures as the trials of another search see, or ten epochs within the time; on disk, so that a search that
    /// goes on keeps to them.
    private func sharedSettings(
        _ name: String, _ children: EnasSettings.Children, _ plan: SearchPlan
    ) throws -> EnasSettings {
        let file = "\(name)-settings.json"
        if let known = try folder.saved(EnasSettings.self, as: file) { return known }
        var settings = base.family == "enas-macro" ? EnasSettings.macro : .micro
        settings.children = children
        (settings.batchSize, settings.growth) = (base.recipe.batchSize, 1)
        // A tenth of the published updates or less: at the published rate the policy would end as it began, and at a higher
        // one a baseline that begins at 0 makes it settle on what it draws first.
        (settings.updates, settings.samples, settings.learning.learningRate) = (10, 10, 0.02)
        (settings.learning.baseline, settings.learning.baselineDecay) = (.batch, 0.8)
        (settings.choices, settings.choiceExamples) = (50, min(1000, data.split.validation.count))
        if let trials = plan.trials {
            settings.stepsPerEpoch = stepsPerEpoch
            // Rewards and the choice cost about half of what the shared weights do.
            settings.epochs = max(2, trials * plan.trial.steps * 2 / 3 / stepsPerEpoch)
        } else {
            settings.epochs = 10
            settings.seconds = (plan.searchSeconds ?? 0) * 0.8
            let step = try ThreadChoice.with(lanes) {
                var random = RandomStream(seed: recipe.seed).named("pace")
                return try pace(
                    of: family.build(
                        family.space.random(using: &random), for: data.children.shape, classes: data.children.classes,
                        using: &random)
                ).step
            }
            let fitting = Int((settings.seconds ?? 0) / 10 * 0.6 / step)
            settings.stepsPerEpoch = max(1, min(stepsPerEpoch, fitting))
            settings.updates = max(1, min(10, fitting / 5))
        }
        settings.period = settings.epochs
        try folder.save(settings, as: file)
        return settings
    }
}
