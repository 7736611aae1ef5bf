import FrugalTensor
import FrugalTrack

/// Regularised evolution: a population of the latest trials; the best of a random sample is mutated; the oldest dies.
///
/// Real, Aggarwal, Huang and Le, "Regularized Evolution for Image Classifier Architecture Search", AAAI 2019, algorithm 1.
/// Age and not score decides who dies, so a lucky score does not stay for ever. Where costs count too, the best of a sample
/// is chosen at random from its Pareto front.
public struct RegularizedEvolution: Searcher {
    /// The settings.
    public struct Settings: Codable, Hashable, Sendable {
        /// Trials that are alive.
        public var population = 20
        /// Trials that are drawn to find a parent among.
        public var sample = 5
        /// How many trials are under way at once: a proposal knows of none of the latest `lag - 1`.
        public var lag = 1
        /// The costs to be kept low beside a high score; empty for the score alone.
        public var costs: [CostKind] = []

        /// Twenty alive, five to find a parent among.
        public init() {}
    }

    /// Where architectures come from.
    public let space: SearchSpace
    /// The seed.
    public let seed: UInt64
    /// The settings.
    public let settings: Settings
    /// The first proposals, such as networks that a person would try.
    public let starts: [Architecture]
    /// The name that `frugal search --searcher` takes.
    public var name: String { "evolution" }

    /// Evolution.
    /// - Parameter starts: the first proposals; the paper has none.
    /// - Throws: ``FrugalError`` of kind `usage` for settings that cannot be.
    public init(
        _ space: SearchSpace, settings: Settings = Settings(), starts: [Architecture] = [], seed: UInt64
    ) throws {
        guard settings.population > 0, settings.sample > 0, settings.lag > 0 else {
            throw FrugalError(.usage, "evolution", "population, sample and lag must be at least 1")
        }
        self.space = space
        self.settings = settings
        self.starts = starts
        self.seed = seed
    }

    /// All before it, but for those under way at the same time.
    public func prefix(for number: Int) -> Int { max(0, number - settings.lag + 1) }

    /// The starts, random architectures until the population is there, then a child of a parent that won a tournament.
    public mutating func propose(_ number: Int, after ended: [Trial], pending: [Proposal]) throws -> Proposal {
        if starts.indices.contains(number) { return Proposal(starts[number]) }
        var stream = RandomStream(seed: seed, stream: UInt64(number))
        let alive = ended.suffix(settings.population).filter { $0.score != nil }
        guard number >= settings.population, !alive.isEmpty else {
            return Proposal(try space.random(using: &stream))
        }
        // With replacement, as in the paper's own code: a population smaller than the sample needs no rule of its own.
        let sample = (0..<settings.sample).compactMap { _ in alive.randomElement(using: &stream) }
        let best = ParetoFront(sample, costs: settings.costs).members
        guard let parent = best.randomElement(using: &stream) else {
            return Proposal(try space.random(using: &stream))
        }
        return Proposal(try space.mutated(parent.proposal.architecture, using: &stream), parent: parent.number)
    }
}
