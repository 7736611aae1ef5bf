import FrugalData
import FrugalSearch
import FrugalTensor
import FrugalTrack

extension SearchSession {
    /// Where a cost counts: what was found and ever cheaper architectures that were tried, trained wholly and for longer, and
    /// the best network made by hand for as long, which sets the mark. The choice is among these, because trainings of
    /// different lengths cannot be compared.
    ///
    /// Short trainings favour large networks, which learn faster, so that the search scores of small ones say little about
    /// what they can become. These show it. They come from all searches together and judge none.
    func runReductions(
        _ searches: [(search: SearchEvidence.Search, study: StudyOutcome)], after finals: Finals, _ plan: SearchPlan
    ) throws -> Finals? {
        guard let kind = recipe.goal.cost else { return nil }
        if let known = try folder.saved(Finals.self, as: "trained-smaller.json") { return known }
        let trials = searches.flatMap(\.study.trials).filter { $0.proposal.effort == 1 }
        let costs = finals.trained.filter { $0.family != "presets" }.compactMap { $0.final.costs[kind] }
        let chosen = SearchChoice.everCheaper(
            trials, kind: kind, below: costs.max() ?? .infinity, count: SearchPlan.reductions)
        guard !chosen.isEmpty else { return nil }
        let preset = finals.trained.filter { $0.family == "presets" }
            .max { $0.final.validation.mean < $1.final.validation.mean }
        let hand = try PresetFamily(presets)
        let length = try length(
            of: "smaller", share: plan.shares.reductions,
            rounds: SearchPlan.rounds(chosen.count, lanes: lanes) + (preset == nil ? 0 : 1), epochs: 6 * usefulEpochs)
        observer(
            .phase(
                "training \(chosen.count) of the architectures tried, each cheaper than the last, \(length.text) each"))
        var task = base.lasting(length)
        let outcome = try study("smaller", given: chosen.map { Proposal($0.proposal.architecture) }, family.space, task)
        var smaller = Finals(trained: [], length: length, seconds: outcome.seconds.reduce(0, +))
        for (number, trial) in chosen.enumerated() {
            guard
                let trained = trained(
                    outcome, [number], family: base.family, "smaller \(number + 1)",
                    group: SearchEvidence.smallerGroup, searchScore: trial.score, length)
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
                length)
            {
                smaller.trained.append(trained)
            }
        }
        try folder.save(smaller, as: "trained-smaller.json")
        return smaller
    }
}
