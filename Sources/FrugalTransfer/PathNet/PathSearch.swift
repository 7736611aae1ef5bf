import FrugalTensor

/// A task learned by a modular network: by a population of paths, or by one path that is held fixed.
///
/// A generation trains two paths for T steps each. A fixed path gets the same, so that generations are equal in cost.
struct PathSearch: Sendable {
    /// How a task was learned.
    struct Outcome: Codable, Sendable {
        /// Generations until the fitness was reached; the limit where it was not.
        var generations: Int
        /// Whether it was reached.
        var isLearned: Bool
        /// The modules of the path that reached it.
        var path: [[Int]]
        /// In how many generations the path that was trained second won; nil for a fixed path.
        var secondWins: Int?
        /// The share of right answers on test pictures, as noisy as the others, after the last generation.
        var testAccuracy = 0.0
        /// The same after generations that were asked for.
        var testAccuracies: [Int: Double] = [:]
        /// The paths that won in some generations, for a picture of the search; runs of earlier versions have none.
        var paths: [Int: [[Int]]]?
    }

    let recipe: PathNetRecipe
    let task: PathTask
    /// Generations after which the test pictures are answered besides; they decide nothing.
    let looks: [Int]
    /// Shown every path that wins.
    var watch: PathWatch?
    /// Called before each generation; what it throws ends the search.
    let check: @Sendable () throws -> Void

    /// Generations whose paths are kept.
    private static let kept: Set<Int> = [1, 10, 50, 100, 250]

    /// Tries paths of a population against each other.
    /// - Parameter always: modules that are on in every path.
    func evolve(
        _ network: inout ModularNetwork, always: [[Int]]? = nil, using random: inout RandomStream
    ) throws -> Outcome {
        let shape = recipe.shape
        var tournament = Tournament(
            count: recipe.population, layers: shape.layers, genes: shape.genes, modules: shape.modules, using: &random)
        var outcome = Outcome(generations: 0, isLearned: false, path: [])
        var draws = random.split()
        func path(_ genome: Genome) -> [[Int]] {
            guard let always else { return genome.path }
            return zip(genome.path, always).map { Set($0).union($1).sorted() }
        }
        while outcome.generations < recipe.limit, !outcome.isLearned {
            try check()
            let best = tournament.generation(using: &random) { genome in
                train(&network, path(genome), rate: recipe.rate, using: &draws)
            }
            let winner = path(tournament.population[tournament.winner ?? 0])
            outcome.path = winner
            look(&outcome, network, best: best)
            show(&outcome, network)
        }
        outcome.secondWins = tournament.secondWins
        return finished(outcome, network)
    }

    /// Trains one path.
    func train(
        fixed path: [[Int]], _ network: inout ModularNetwork, rate: Double, using random: inout RandomStream
    ) throws -> Outcome {
        var outcome = Outcome(generations: 0, isLearned: false, path: path)
        var draws = random.split()
        while outcome.generations < recipe.limit, !outcome.isLearned {
            try check()
            let first = train(&network, path, rate: rate, using: &draws)
            let second = train(&network, path, rate: rate, using: &draws)
            look(&outcome, network, best: max(first, second))
        }
        return finished(outcome, network)
    }

    private func look(
        _ outcome: inout Outcome, _ network: ModularNetwork, best: Double
    ) {
        outcome.generations += 1
        outcome.isLearned = recipe.threshold.map { best >= $0 } ?? false
        if looks.contains(outcome.generations) {
            outcome.testAccuracies[outcome.generations] = task.test.accuracy(of: network, outcome.path)
        }
    }

    private func show(_ outcome: inout Outcome, _ network: ModularNetwork) {
        if Self.kept.contains(outcome.generations) {
            outcome.paths = (outcome.paths ?? [:]).merging([outcome.generations: outcome.path]) { $1 }
        }
        let frozen = network.frozen.contains { !$0.isEmpty } ? network.frozen.map { $0.sorted() } : []
        watch?.show(
            task.name, generation: outcome.generations, path: outcome.path, frozen: frozen,
            isLast: outcome.isLearned || outcome.generations == recipe.limit)
    }

    private func finished(_ outcome: Outcome, _ network: ModularNetwork) -> Outcome {
        var outcome = outcome
        outcome.testAccuracy = task.test.accuracy(of: network, outcome.path)
        return outcome
    }

    /// Trains a path for T steps; gives its accuracy over them.
    private func train(
        _ network: inout ModularNetwork, _ path: [[Int]], rate: Double, using draws: inout RandomStream
    ) -> Double {
        let (x, targets, labels) = task.training.draw(recipe.steps * recipe.batch, using: &draws)
        return network.train(path, on: x, targets: targets, labels: labels, batch: recipe.batch, rate: rate)
    }
}
