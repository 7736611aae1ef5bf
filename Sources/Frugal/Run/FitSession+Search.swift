import Foundation
import FrugalData
import FrugalSearch
import FrugalTensor
import FrugalTrack

/// The time of an architecture search within a fit.
enum FitSearchRule {
    /// Below this many seconds the presets need all the time there is.
    static let leastSeconds = 300.0
    /// Trials below which evolution has nothing to learn from.
    static let leastTrials = 16
    /// Trials to aim for, where each can then be longer.
    static let trials = 32
    /// The share of the time for trying candidates that goes to the search.
    static let searchShare = 0.25
    /// The share of it that goes to training what was found.
    static let foundShare = 0.15
}

extension FitSession {
    /// Whether a search is wanted: where nothing else is said, in a fit by time that is long enough.
    var wantsSearch: Bool {
        guard recipe.candidates == nil, recipe.maximumEpochs == nil, let seconds = recipe.seconds else { return false }
        return recipe.searches ?? (seconds >= FitSearchRule.leastSeconds)
    }

    private struct Search: Codable {
        var state = InProcessSearch.State()
        /// Steps of a trial; 0 before they are known.
        var steps = 0
        /// Threads of a trial.
        var threads = 1
    }

    /// Searches where that is wanted, trains what was found, and adds its row. Time that the ladder left over is used too.
    func runSearch() throws {
        let name = "searched"
        guard wantsSearch, !leaderboard.contains(where: { $0.name == name || $0.role == .longRun }) else { return }
        let times = try trials(ladder.count)
        let end = times.search
        let family = try NetworkFamilies.named(preprocessing.shape.searchSpace)
        let file = "search.json"
        var search = try folder.run.saved(Search.self, as: file) ?? Search()
        let trainer = try children()
        if search.steps == 0 {
            try checkInterruption()
            try plan(&search, family, trainer, seconds: end - budget.used)
            guard search.steps > 0 else { return }
            try folder.run.save(search, as: file)
        }
        observer(
            .phase("searching \(Humanise.compact(family.space.size)) architectures of the space \(family.space.name)"))
        var recipe = trainer.recipe
        recipe.length = .steps(search.steps)
        let trials = InProcessSearch(family, trainer.data, recipe: recipe, seed: self.recipe.seed, device: device)
        search.state = try ThreadChoice.with(search.threads) {
            try trials.run(searcher(family), from: search.state) { state in
                // A trial that would end late is not begun.
                let each = state.seconds / Double(max(1, state.trials.count))
                return self.budget.hasPassed(end - each)
            } check: {
                try self.checkInterruption()
                try self.folder.saveUsed(self.budget.used)
            } save: { state in
                search.state = state
                try self.folder.run.save(search, as: file)
                self.observer(.training(self.progress(state, until: end, steps: search.steps, recipe.batchSize)))
            }
        }
        guard let winner = SearchChoice.winner(search.state.trials, goal: self.recipe.goal, within: self.recipe.within)
        else {
            observer(.note("the search found nothing: none of its \(search.state.trials.count) trials gave a score"))
            return
        }
        let shape = SearchedShape(family: family.space.name, architecture: winner.proposal.architecture)
        let candidate = Candidate(name, .searched(shape), training: ladder.first?.training ?? TrainingSettings())
        let summary = FitSearch(
            space: family.space.name, searcher: "evolution", trials: search.state.trials.count,
            stepsPerTrial: search.steps, seconds: search.state.seconds, searchScore: winner.score ?? .nan)
        try train(candidate, role: .network, slice: TimeSlice(until: times.end), search: summary)
        if let gain = SearchGain(leaderboard) { observer(.note(gain.text)) }
    }

    /// The networks of a fit for such data and time.
    var ladder: [Candidate] {
        recipe.candidates
            ?? Ladder.rungs(for: preprocessing.shape, examples: split.train.count, seconds: recipe.seconds)
    }

    private func searcher(_ family: any NetworkFamily) throws -> RegularizedEvolution {
        var settings = RegularizedEvolution.Settings()
        settings.population = 8
        settings.sample = 3
        settings.costs = recipe.goal.cost.map { [$0] } ?? []
        return try RegularizedEvolution(
            family.space, settings: settings, starts: family.starts, seed: recipe.seed)
    }

    /// Children of the search, on the examples that the ladder learns from and is judged by.
    private func children() throws -> ChildTrainer {
        var childRecipe = ChildRecipe.short(epochs: 1, batchSize: Ladder.batchSize(split.train.count))
        childRecipe.validationInterval = 0
        let distortion = ladder.first?.training.distortion
        childRecipe.transforms = distortion.map { [$0.transform] } ?? []
        let children = try ChildData(
            training: preprocessing.source(data, transforms: childRecipe.transforms, seed: recipe.seed), plain: plain,
            trainingIndices: split.train, validationIndices: split.validation, shape: preprocessing.shape,
            classes: classCount)
        return try ChildTrainer(childRecipe, children, seed: recipe.seed, device: device)
    }

    /// How long a trial is: so that enough of them fit, by the speed of three random networks. Leaves steps at 0, and says
    /// so, where they do not.
    private func plan(
        _ search: inout Search, _ family: any NetworkFamily, _ trainer: ChildTrainer, seconds: Double
    ) throws {
        let begin = budget.used
        var paces: [Int: SearchPace] = [:]
        search.threads = try threads.fastest(within: seconds / 5) { _ in
            var random = RandomStream(seed: recipe.seed).named("pace")
            let pace = SearchPace(
                mean: try (0..<3).map { _ in
                    try checkInterruption()
                    let network = try family.build(
                        family.space.random(using: &random), for: preprocessing.shape, classes: classCount,
                        using: &random)
                    return try SearchPace(of: network, trainer.recipe, trainer.data, device: device)
                })
            paces[Engine.threads] = pace
            return pace.step
        }.threads
        guard let pace = paces[search.threads] else { return }
        let left = seconds - (budget.used - begin)
        let perEpoch = trainer.data.stepsPerEpoch(trainer.recipe)
        // An epoch, or on large data a hundred steps, tell something about a network.
        let least = min(perEpoch, 100)
        let needed = Double(FitSearchRule.leastTrials) * (Double(least) * pace.step + pace.look)
        guard needed <= left else {
            observer(
                .note(
                    "no architecture search: \(FitSearchRule.leastTrials) short trainings need "
                        + "\(Humanise.duration(needed)), and its share of the time is \(Humanise.duration(max(0, left)))"
                ))
            return
        }
        let most = max(least, Ladder.epochs(split.train.count) / 2 * perEpoch)
        search.steps = max(least, pace.steps(in: left / Double(FitSearchRule.trials), atMost: most))
    }

    private func progress(
        _ state: InProcessSearch.State, until end: Double, steps: Int, _ batchSize: Int
    ) -> TrainingProgress {
        let done = state.trials.count
        let each = max(1e-9, state.seconds / Double(done))
        return TrainingProgress(
            candidate: "search", step: done, plannedSteps: done + max(0, Int((end - budget.used) / each)),
            rate: Double(steps * batchSize) / each, bestAccuracy: state.best?.score)
    }
}
