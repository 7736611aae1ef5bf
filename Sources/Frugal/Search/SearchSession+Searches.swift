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
        // It reads the data meanwhile.
        try pool.prepare()
        let plan: SearchPlan
        let stepsPerEpoch = stepsPerEpoch
        if let trials = recipe.trials {
            plan = SearchPlan(
                trials: trials, steps: recipe.epochs * stepsPerEpoch, searches: recipe.searches,
                trainings: recipe.trainings)
        } else {
            var random = RandomStream(seed: recipe.seed).named("pace")
            let paces = try (0..<3).map { _ in
                try pace(
                    of: family.build(
                        family.space.random(using: &random), for: data.children.shape, classes: data.children.classes,
                        using: &random))
            }
            var mean = SearchPace(mean: paces)
            mean.look *= Double(min(SearchPlan.trialValidation, data.split.validation.count))
            mean.look /= Double(max(1, data.split.validation.count))
            plan = SearchPlan(
                seconds: budget.left, shares: recipe.goal == .accuracy ? SearchPlan.Shares() : .cheap,
                searches: recipe.searches, trainings: recipe.trainings, rules: rules.count, lanes: lanes, pace: mean,
                least: min(stepsPerEpoch, 60), limit: usefulEpochs * stepsPerEpoch)
            if plan.searches < recipe.searches {
                observer(
                    .note(
                        "\(plan.searchesInWords) and not \(recipe.searches): in this time more of them "
                            + "would have trials too short to tell anything"))
            }
            if plan.trainings < recipe.trainings {
                observer(
                    .note(
                        "the chosen network will be trained \(plan.trainings) times and not \(recipe.trainings): in this "
                            + "time more of them would be too short"))
            }
        }
        try folder.save(plan, as: "plan.json")
        return plan
    }

    /// Steps of an epoch.
    var stepsPerEpoch: Int { data.children.stepsPerEpoch(base.recipe) }

    /// The most epochs that are of use on this data.
    var usefulEpochs: Int { Ladder.epochs(data.split.train.count) }

    /// How fast a network trains.
    func pace(of network: any SearchedNetwork) throws -> SearchPace {
        try checkInterruption()
        return try SearchPace(of: network, base.recipe, data.children, device: device)
    }

    /// A network whose weights are to be measured or replaced, not used.
    func fresh(
        _ architecture: FrugalSearch.Architecture, in networks: any NetworkFamily
    ) throws -> any SearchedNetwork {
        var random = RandomStream(seed: 0)
        return try networks.build(
            architecture, for: data.children.shape, classes: data.children.classes, using: &random)
    }

    /// Runs every search.
    func runSearches(_ plan: SearchPlan) throws -> [(search: SearchEvidence.Search, study: StudyOutcome)] {
        var task = base.lasting(plan.trial)
        task.validationLimit = SearchPlan.trialValidation
        observer(
            .phase(
                "\(plan.searchesInWords) by \(recipe.searcher.rawValue) in \(Humanise.compact(family.space.size)) "
                    + "architectures, \(plan.trial.text) a trial, and random search at the same cost"))
        var found: [(SearchEvidence.Search, StudyOutcome)] = []
        for number in 0..<plan.searches {
            for rule in rules {
                // The first trials of evolution are random: of the same seed they would be those of random search.
                var random = RandomStream(seed: recipe.seed).named("\(rule.rawValue) \(number)")
                let seed = random.next()
                let name = "search-\(number + 1)-\(rule.rawValue)"
                let outcome: StudyOutcome
                if let children = rule.sharedChildren {
                    outcome = try sharedSearch(name, children, plan, seed: seed)
                } else {
                    let searcher = try recipe.searcher(rule, family, seed: seed, lanes: lanes)
                    outcome = try study(
                        name, searcher, family.space, task, seed: seed,
                        budget: StudyBudget(trials: plan.trials, seconds: plan.searchSeconds))
                }
                var evidence = SearchEvidence.Search(
                    rule.rawValue, seed: UInt64(number + 1), trials: outcome.trials,
                    seconds: outcome.seconds.reduce(0, +), failedSeconds: outcome.failedSeconds)
                if rule == .evolution { evidence.starts = min(family.starts.count, outcome.trials.count) }
                evidence.entropies = try outcome.entropies ?? entropies(rule, seed: seed, outcome.trials)
                found.append((evidence, outcome))
            }
        }
        return found
    }

    /// The policy's entropies, worked out again from the trials.
    private func entropies(_ rule: SearchRecipe.Rule, seed: UInt64, _ trials: [Trial]) throws -> [Double] {
        guard rule == .reinforce, !trials.isEmpty,
            var controller = try recipe.searcher(rule, family, seed: seed, lanes: lanes) as? ReinforceSearch
        else { return [] }
        _ = try controller.mostProbable(after: trials)
        return controller.entropies
    }
}
