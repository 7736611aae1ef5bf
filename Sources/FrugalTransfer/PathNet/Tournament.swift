import FrugalTensor

/// Paths that are tried against each other: two are drawn, both are trained for a while, and the better one overwrites the
/// worse, mutated (a binary tournament; Fernando et al. 2017, section 2.3).
public struct Tournament: Codable, Sendable {
    /// The paths.
    public private(set) var population: [Genome]
    /// The fitness that a path had when it was last tried; nil for one that never was.
    public private(set) var fitness: [Double?]
    /// The winner of the last generation.
    public private(set) var winner: Int?
    /// Generations so far.
    public private(set) var generations = 0
    /// In how many of them the path that was trained second won: with shared modules it has the first one's updates.
    public private(set) var secondWins = 0

    /// A population drawn evenly.
    public init(count: Int, layers: Int, genes: Int, modules: Int, using random: inout RandomStream) {
        population = (0..<count).map { _ in
            Genome(layers: layers, genes: genes, modules: modules, using: &random)
        }
        fitness = Array(repeating: nil, count: count)
    }

    /// A generation. On a tie the path that was trained first wins.
    /// - Parameter evaluate: trains a path and gives its fitness; called for the two in a random order.
    /// - Returns: the fitness of the winner.
    @discardableResult
    public mutating func generation(
        using random: inout RandomStream, _ evaluate: (Genome) throws -> Double
    ) rethrows -> Double {
        let first = Int.random(in: 0..<population.count, using: &random)
        // Another one: a path against itself would only be mutated.
        let second = (first + Int.random(in: 1..<max(2, population.count), using: &random)) % population.count
        let values = (try evaluate(population[first]), try evaluate(population[second]))
        (fitness[first], fitness[second]) = values
        let secondIsBetter = values.1 > values.0
        let (better, worse) = secondIsBetter ? (second, first) : (first, second)
        if better != worse {
            population[worse] = population[better].mutated(using: &random)
            fitness[worse] = fitness[better]
        }
        winner = better
        generations += 1
        secondWins += secondIsBetter ? 1 : 0
        return max(values.0, values.1)
    }
}
