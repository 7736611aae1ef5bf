import Foundation
import FrugalData
import FrugalNN
import FrugalSearch
import FrugalTensor
import FrugalTrack

extension SearchSession {
    /// The searches to be run: the one that was asked for, and random search at the same cost.
    private var rules: [SearchRecipe.Rule] { recipe.searcher == .random ? [.random] : [recipe.searcher, .random] }

    /// The plan; on disk, so that a search that goes on keeps to it.
    func plan() throws -> SearchPlan {
        if let known = try folder.saved(SearchPlan.self, as: "plan.json") { return known }
        observer(.phase("measuring how fast networks train"))
        let plan: SearchPlan
        let stepsPerEpoch = stepsPerEpoch
        if let trials = recipe.trials {
            plan = SearchPlan(trials: trials, steps: recipe.epochs * stepsPerEpoch)
        } else {
            var random = RandomStream(seed: recipe.seed).named("pace")
            let paces = try (0..<3).map { _ in
                try pace(
                    of: family.build(
                        family.space.random(using: &random), for: data.children.shape, classes: data.children.classes,
                        using: &random))
            }
            plan = SearchPlan(
                seconds: budget.left, shares: shares, searches: rules.count * recipe.searches, lanes: lanes,
                pace: SearchPace(mean: paces), limit: usefulEpochs / 2 * stepsPerEpoch)
        }
        try folder.save(plan, as: "plan.json")
        return plan
    }

    /// How the time is divided.
    var shares: SearchPlan.Shares { recipe.goal == .accuracy ? SearchPlan.Shares() : .cheap }

    /// Steps of an epoch.
    var stepsPerEpoch: Int { max(1, (data.split.train.count - 1) / base.recipe.batchSize + 1) }

    /// The most epochs that are of use on this data.
    var usefulEpochs: Int { Ladder.epochs(data.split.train.count) }

    /// How fast a network trains.
    func pace(of network: any SearchedNetwork) throws -> SearchPace {
        try checkInterruption()
        return try SearchPace(of: network, base.recipe, data.children, device: device)
    }

    /// Runs every search.
    func runSearches(_ plan: SearchPlan) throws -> [(search: SearchEvidence.Search, study: StudyOutcome)] {
        var task = base
        task.recipe.length = .steps(plan.trialSteps)
        observer(
            .phase(
                "\(recipe.searches) searches by \(recipe.searcher.rawValue) in \(Humanise.compact(family.space.size)) "
                    + "architectures, \(plan.trialSteps) steps a trial, and random search at the same cost"))
        var found: [(SearchEvidence.Search, StudyOutcome)] = []
        for number in 0..<recipe.searches {
            for rule in rules {
                // The first trials of evolution are random: of the same seed they would be those of random search.
                var random = RandomStream(seed: recipe.seed).named("\(rule.rawValue) \(number)")
                let seed = random.next()
                let name = "search-\(number + 1)-\(rule.rawValue)"
                let outcome: StudyOutcome
                if let children = rule.sharedChildren {
                    outcome = try sharedSearch(name, children, plan, seed: seed)
                } else {
                    let searcher = try recipe.searcher(rule, family.space, seed: seed, lanes: lanes)
                    outcome = try study(
                        name, searcher, family.space, task, seed: seed,
                        budget: StudyBudget(trials: plan.trials, seconds: plan.searchSeconds))
                }
                var evidence = SearchEvidence.Search(
                    rule.rawValue, seed: UInt64(number + 1), trials: outcome.trials,
                    seconds: outcome.seconds.reduce(0, +), failedSeconds: outcome.failedSeconds)
                evidence.entropies = try outcome.entropies ?? entropies(rule, seed: seed, outcome.trials)
                found.append((evidence, outcome))
            }
        }
        return found
    }

    /// The policy's entropies, worked out again from the trials.
    private func entropies(_ rule: SearchRecipe.Rule, seed: UInt64, _ trials: [Trial]) throws -> [Double] {
        guard rule == .reinforce, !trials.isEmpty,
            var controller = try recipe.searcher(rule, family.space, seed: seed, lanes: lanes) as? ReinforceSearch
        else { return [] }
        _ = try controller.mostProbable(after: trials)
        return controller.entropies
    }
}
