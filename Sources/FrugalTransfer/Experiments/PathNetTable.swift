import FrugalTrack

/// What the seeds of ``PathNetExperiment`` say together.
struct PathNetTable {
    let outcomes: [PathNetTrial.Outcome]
    let settings: PathNetExperiment.Settings
    let tuned: [PathNetExperiment.Tuned]
    let rate: Double

    private typealias Condition = PathNetTrial.Condition

    /// The published means (Fernando et al. 2017, as two secondary sources quote them).
    private static let published: [Condition: Double] = [.pathNet: 167, .fineTuning: 229, .deNovo: 195]

    func reproduction(_ experiment: PathNetExperiment, _ context: ExperimentContext) -> Reproduction {
        Reproduction(
            id: experiment.id, title: experiment.title, scale: context.scale,
            scaledDown: context.scale == .quick ? ["\(context.seeds.count) seeds in place of 100"] : [],
            protocolLines: protocolLines, seeds: context.seeds,
            rows: [first("first task, PathNet", \.evolved), first("first task, a fixed path", \.fixed)]
                + Condition.allCases.map(row)
                + [Condition.deNovo, .deNovoEvolved, .deNovoTuned, .fineTuning].map(claim) + [reuse],
            illustrations: paths(context),
            ledger: LedgerRecord(parameters: outcomes.first?.frozenParameters))
    }

    /// The paths of the first seed.
    private func paths(_ context: ExperimentContext) -> [Illustration] {
        guard let seed = context.seeds.first, let outcome = outcomes.first else { return [] }
        func name(_ digits: [Int]) -> String { digits.map(String.init).joined(separator: " or ") }
        return outcome.paths(settings.recipe, seed: seed, from: name(outcome.first), to: name(outcome.second))
            .map { [$0] } ?? []
    }

    private func generations(_ condition: Condition) -> [Double] {
        outcomes.compactMap { $0.conditions[condition.rawValue].map { Double($0.generations) } }
    }

    private func row(_ condition: Condition) -> ReproductionRow {
        let found = outcomes.compactMap { $0.conditions[condition.rawValue] }
        let published = Self.published[condition]
        return ReproductionRow(
            "second task, \(condition.rawValue)", unit: "generations", values: found.map { Double($0.generations) },
            published: published.map { Published($0, source: "Fernando et al. 2017, by two secondary sources") },
            aim: .lower, note: note(found), isComparable: false)
    }

    private func first(
        _ name: String, _ outcome: (PathNetTrial.Outcome) -> PathSearch.Outcome
    ) -> ReproductionRow {
        let found = outcomes.map(outcome)
        return ReproductionRow(
            name, unit: "generations", values: found.map { Double($0.generations) }, aim: .lower, note: note(found))
    }

    private func note(_ outcomes: [PathSearch.Outcome]) -> String {
        let interval = Bootstrap(outcomes.map { Double($0.generations) })
        let sorted = outcomes.map(\.generations).sorted()
        let median = sorted.isEmpty ? 0 : sorted[sorted.count / 2]
        let test = SampleSummary(outcomes.map { 100 * $0.testAccuracy }).mean
        let unlearned = outcomes.count { !$0.isLearned }
        let looks = PathNetExperiment.looks.map { look -> String in
            let values = outcomes.map { 100 * ($0.testAccuracies[look] ?? $0.testAccuracy) }
            return Humanise.fixed(SampleSummary(values).mean, 2)
        }
        return "95 % interval of the mean \(Humanise.fixed(interval.low, 0)) to \(Humanise.fixed(interval.high, 0)), "
            + "median \(median); test accuracy at the stop \(Humanise.fixed(test, 2)) %, after "
            + "\(PathNetExperiment.looks.map(String.init).joined(separator: ", ")) generations \(looks.joined(separator: ", ")) %"
            + (unlearned > 0
                ? "; \(unlearned) of \(outcomes.count) had not learned it at \(settings.recipe.limit)" : "")
    }

    /// Paired differences: claimed only where the whole interval lies below zero.
    private func claim(beside other: Condition) -> ReproductionRow {
        let differences = zip(generations(.pathNet), generations(other)).map { $0 - $1 }
        let interval = Bootstrap(differences)
        let said =
            interval.high < 0
            ? "PathNet is faster" : interval.low > 0 ? "PathNet is slower" : "no difference can be claimed"
        let ratio = SampleSummary(generations(other)).mean / SampleSummary(generations(.pathNet)).mean
        let published = Self.published[other].flatMap { other in Self.published[.pathNet].map { $0 - other } }
        return ReproductionRow(
            "PathNet minus \(other.rawValue), paired", unit: "generations", values: differences,
            published: published.map { Published($0, source: "difference of the published means") }, aim: .lower,
            note: "95 % interval \(Humanise.fixed(interval.low, 0)) to \(Humanise.fixed(interval.high, 0)): \(said); "
                + "ratio of the means \(Humanise.fixed(ratio, 2))", isComparable: false)
    }

    private var reuse: ReproductionRow {
        let chance = SampleSummary(outcomes.map(\.reusedByChance)).mean
        let second = outcomes.compactMap { outcome -> Double? in
            guard let found = outcome.conditions[Condition.pathNet.rawValue], let wins = found.secondWins,
                found.generations > 0
            else { return nil }
            return 100 * Double(wins) / Double(found.generations)
        }
        return ReproductionRow(
            "frozen modules that PathNet uses again", unit: "modules", values: outcomes.map { Double($0.reused) },
            note: "chance would give \(Humanise.fixed(chance, 2)); the path that was trained second won "
                + "\(Humanise.fixed(SampleSummary(second).mean, 0)) % of the tournaments")
    }

    private var protocolLines: [String] {
        let recipe = settings.recipe
        let rates = tuned.map { "\($0.rate): \(Humanise.fixed($0.mean, 0))" }.joined(separator: ", ")
        return [
            "two digits against two others, drawn by the seed; \(Humanise.percent(recipe.noise, decimals: 0)) salt and "
                + "pepper, drawn once a picture; inputs 0 to \(Humanise.fixed(recipe.scale, 0)), plain "
                + "gradient descent at \(recipe.rate)",
            "L = \(recipe.shape.layers), M = \(recipe.shape.modules), N = \(recipe.shape.genes), "
                + "\(recipe.shape.neurons) neurons a module, the last aggregation an average; population "
                + "\(recipe.population), binary tournaments",
            "a generation trains two paths for \(recipe.steps) steps of \(recipe.batch) pictures; a fixed path gets as many",
            "a task is learned when a path's training accuracy over its \(recipe.steps) steps reaches "
                + "\(recipe.threshold ?? 1): at most one error in \(recipe.steps * recipe.batch) pictures",
            "fine-tuning goes on with a fixed path and a new readout at the best rate by other seeds "
                + "(generations by rate: \(rates)); de novo has \(recipe.rate)",
            "the published means are quoted by two secondary sources; noise and beginning are our reading (decision 028), so "
                + "that they stand beside ours and are not held against them",
            "the conditions of a seed share digits, and those with a frozen path the same first task and the same "
                + "second population",
        ]
    }
}
