import FrugalData
import FrugalSearch
import FrugalTensor
import FrugalTrack

extension SearchSession {
    /// Where a cost counts: architectures that were tried and are ever cheaper, trained wholly and for longer, and the best
    /// network made by hand for as long, which sets the mark.
    ///
    /// Short trainings favour large networks, which learn faster, so that the search scores of small ones say little about
    /// what they can become. These show it. They come from all searches together and judge none.
    func runReductions(
        _ searches: [(search: SearchEvidence.Search, study: StudyOutcome)], after finals: Finals
    ) throws -> Finals? {
        guard let kind = recipe.goal.cost else { return nil }
        if let known = try folder.saved(Finals.self, as: "smaller.json") { return known }
        let trials = searches.flatMap(\.study.trials).filter { $0.proposal.effort == 1 }
        let known = Set(finals.trained.map(\.architecture))
        let costs = finals.trained.filter { $0.family != "presets" }.compactMap { $0.final.costs[kind] }
        let chosen = SearchChoice.everCheaper(
            trials.filter { !known.contains($0.proposal.architecture) }, kind: kind, below: costs.max() ?? .infinity,
            count: SearchPlan.reductions)
        guard !chosen.isEmpty else { return nil }
        let preset = finals.trained.filter { $0.family == "presets" }
            .max { $0.final.validation.mean < $1.final.validation.mean }
        let hand = try PresetFamily(presets)
        let paces =
            try chosen.map { try pace(of: $0.proposal.architecture, in: family) }
            + [preset].compactMap { $0 }.map { try pace(of: $0.architecture, in: hand) }
        let steps = reductionSteps(secondsPerStep: paces.reduce(0, +), atLeast: finals.steps)
        observer(.phase("training \(chosen.count) cheaper architectures that were tried, \(steps) steps each"))
        var task = base
        task.recipe.length = .steps(steps)
        let outcome = try study("smaller", given: chosen.map { Proposal($0.proposal.architecture) }, family.space, task)
        var smaller = Finals(trained: [], steps: steps, seconds: outcome.seconds.reduce(0, +))
        for (number, trial) in chosen.enumerated() {
            guard
                let trained = trained(
                    outcome, [number], family: base.family, "smaller \(number + 1)",
                    group: SearchEvidence.smallerGroup, searchScore: trial.score, steps: steps)
            else { continue }
            smaller.trained.append(trained)
        }
        if let preset {
            task.family = "presets"
            task.presets = presets
            let outcome = try study("mark", given: [Proposal(preset.architecture)], hand.space, task)
            smaller.seconds += outcome.seconds.reduce(0, +)
            if let trained = trained(
                outcome, [0], family: "presets", "\(preset.final.name), as long", group: SearchEvidence.smallerGroup,
                steps: steps)
            {
                smaller.trained.append(trained)
            }
        }
        try folder.save(smaller, as: "smaller.json")
        return smaller
    }

    private func reductionSteps(secondsPerStep: Double, atLeast least: Int) -> Int {
        guard recipe.trials == nil else { return least }
        let share = shares.reductions * (recipe.seconds ?? 0)
        let seconds = min(share, budget.left * 0.5) * Double(lanes) * 0.8
        return max(1, min(6 * usefulEpochs * stepsPerEpoch, Int(seconds / max(1e-9, secondsPerStep))))
    }
}
