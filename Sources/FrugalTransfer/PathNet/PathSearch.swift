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
        /// The share of right answers on test pictures under fresh noise, after the last generation.
        var testAccuracy = 0.0
        /// The same after generations that were asked for.
        var testAccuracies: [Int: Double] = [:]
    }

    let recipe: PathNetRecipe
    let digits: NoisyDigits
    let test: NoisyDigits
    /// Generations after which the test pictures are answered besides; they decide nothing.
    let looks: [Int]
    /// Called before each generation; what it throws ends the search.
    let check: @Sendable () throws -> Void

    /// Tries paths of a population against each other.
    /// - Parameter always: modules that are on in every path.
    func evolve(
        _ network: inout ModularNetwork, always: [[Int]]? = nil, using random: inout RandomStream
    ) throws -> Outcome {
        let shape = recipe.shape
        var tournament = Tournament(
            count: recipe.population, layers: shape.layers, genes: shape.genes, modules: shape.modules, using: &random)
        var outcome = Outcome(generations: 0, isLearned: false, path: [])
        var noise = random.split()
        func path(_ genome: Genome) -> [[Int]] {
            guard let always else { return genome.path }
            return zip(genome.path, always).map { Set($0).union($1).sorted() }
        }
        while outcome.generations < recipe.limit, !outcome.isLearned {
            try check()
            let best = tournament.generation(using: &random) { genome in
                train(&network, path(genome), rate: recipe.rate, using: &noise)
            }
            let winner = path(tournament.population[tournament.winner ?? 0])
            outcome.path = winner
            try look(&outcome, network, best: best, using: &noise)
        }
        outcome.secondWins = tournament.secondWins
        return finished(outcome, network, using: &noise)
    }

    /// Trains one path.
    func train(
        fixed path: [[Int]], _ network: inout ModularNetwork, rate: Double, using random: inout RandomStream
    ) throws -> Outcome {
        var outcome = Outcome(generations: 0, isLearned: false, path: path)
        var noise = random.split()
        while outcome.generations < recipe.limit, !outcome.isLearned {
            try check()
            let first = train(&network, path, rate: rate, using: &noise)
            let second = train(&network, path, rate: rate, using: &noise)
            try look(&outcome, network, best: max(first, second), using: &noise)
        }
        return finished(outcome, network, using: &noise)
    }

    private func look(
        _ outcome: inout Outcome, _ network: ModularNetwork, best: Double, using noise: inout RandomStream
    ) throws {
        outcome.generations += 1
        outcome.isLearned = best >= recipe.threshold
        if looks.contains(outcome.generations) {
            var other = noise.named("test")
            outcome.testAccuracies[outcome.generations] = accuracy(network, outcome.path, using: &other)
        }
    }

    private func finished(
        _ outcome: Outcome, _ network: ModularNetwork, using noise: inout RandomStream
    ) -> Outcome {
        var outcome = outcome
        outcome.testAccuracy = accuracy(network, outcome.path, using: &noise)
        return outcome
    }

    /// Trains a path for T steps; gives its accuracy over them.
    private func train(
        _ network: inout ModularNetwork, _ path: [[Int]], rate: Double, using noise: inout RandomStream
    ) -> Double {
        let (x, targets, labels) = digits.batches(recipe.steps, of: recipe.batch, using: &noise)
        return withoutGradients {
            var packed = network.taking(path)
            let scores = (0..<recipe.steps).map { step in
                packed.step(
                    x.narrowed(along: 0, from: step * recipe.batch, length: recipe.batch),
                    targets: targets.narrowed(along: 0, from: step * recipe.batch, length: recipe.batch), rate: rate)
            }
            network.put(packed, path)
            return Self.accuracy(Tensor.concatenated(scores), labels)
        }
    }

    private func accuracy(
        _ network: ModularNetwork, _ path: [[Int]], using noise: inout RandomStream
    ) -> Double {
        let (x, _, labels) = test.take(Array(0..<test.count), using: &noise)
        return withoutGradients { Self.accuracy(network.taking(path)(x), labels) }
    }

    private static func accuracy(_ scores: Tensor, _ labels: [Int]) -> Double {
        Double(zip(scores.argMax(along: 1).ints(), labels).count { $0 == $1 }) / Double(max(1, labels.count))
    }
}
