import FrugalSearch
import FrugalTrack

/// The settings of a search on somebody's data, all of them.
public struct SearchRecipe: Codable, Sendable, Equatable {
    /// How a search proposes.
    public enum Rule: String, Codable, Sendable, CaseIterable {
        /// Random search.
        case random
        /// Regularised evolution.
        case evolution
        /// The controller of NAS.
        case reinforce
        /// Successive halving.
        case asha
        /// ENAS: a policy, and weights that all candidates share.
        case enas
        /// Random search with shared weights.
        case randomShared = "random-shared"

        /// How the children are drawn that train shared weights; nil for a searcher that trains each alone.
        var sharedChildren: EnasSettings.Children? {
            switch self {
            case .enas: .policy
            case .randomShared: .uniform
            case .random, .evolution, .reinforce, .asha: nil
            }
        }
    }

    /// The space; nil for `mobile` on pictures and `tables` on rows.
    public var space: String?
    /// How architectures are proposed.
    public var searcher = Rule.evolution
    /// Wall-clock seconds for everything; nil where ``trials`` counts instead.
    public var seconds: Double? = 600
    /// Trials of each search; then nothing depends on the clock, and the same seed gives the same search.
    public var trials: Int?
    /// Epochs of a trial where ``trials`` counts.
    public var epochs = 3
    /// Epochs of a final training where ``trials`` counts.
    public var finalEpochs = 20
    /// What is looked for.
    public var goal = Goal.accuracy
    /// How far below the best final accuracy a cheaper network may lie, in percentage points.
    public var within = 0.5
    /// Searches, each with a seed of its own.
    public var searches = 3
    /// Trainings of the network that is chosen.
    public var trainings = 3
    /// What all random numbers come from.
    public var seed: UInt64 = 1
    /// The column of a table to predict; nil for the last one.
    public var target: String?
    /// The longer side of pictures; nil to choose.
    public var side: Int?
    /// Where networks are computed.
    public var device = "cpu"
    /// Trials side by side, one thread each; nil for as many as the machine has cores.
    public var lanes: Int?
    /// The most bytes a trial may take beyond the data; nil for its share of four fifths of what the machine has free.
    public var memoryLimit: Int?

    /// Ten minutes of evolution for the best accuracy.
    public init() {}

    /// The shortest time for a search in seconds.
    public static let shortestBudget = 20.0

    /// Checks every setting that makes sense or not whatever the data.
    /// - Throws: ``FrugalError`` of kind `usage` that names the option.
    public func check() throws {
        if let space {
            let family = try NetworkFamilies.named(space)
            if searcher.sharedChildren != nil { _ = try Self.sharing(family) }
        }
        if let trials {
            guard (2...1_000_000).contains(trials) else {
                throw FrugalError(.usage, "--trials", "\(trials) trials are no search", remedy: "give at least 2")
            }
            guard (1...1_000_000).contains(epochs), (1...1_000_000).contains(finalEpochs) else {
                throw FrugalError(.usage, "--epochs", "a training has at least 1 epoch", remedy: "give 1 or more")
            }
        } else {
            guard let seconds, seconds.isFinite, seconds >= Self.shortestBudget, seconds <= 366 * 86_400 else {
                throw FrugalError(
                    .usage, "--for", "\(seconds ?? 0) s are no time for a search",
                    remedy: "give at least 20s, such as 5m, or count with --trials")
            }
        }
        guard within.isFinite, (0...100).contains(within) else {
            throw FrugalError(
                .usage, "--within", "\(within) percentage points are no margin", remedy: "give 0 to 100, such as 0.5")
        }
        guard (1...100).contains(searches), (1...100).contains(trainings) else {
            throw FrugalError(
                .usage, "--searches", "\(searches) searches and \(trainings) trainings cannot be run",
                remedy: "give 1 to 100 of each; three show a spread")
        }
        if let side, !(8...1024).contains(side) {
            throw FrugalError(.usage, "--side", "pictures of \(side) pixels cannot be used", remedy: "give 8 to 1024")
        }
        if let lanes, !(1...256).contains(lanes) {
            throw FrugalError(.usage, "--threads", "\(lanes) trials cannot run side by side", remedy: "give 1 to 256")
        }
    }

    /// A family as one whose networks share their weights.
    /// - Throws: ``FrugalError`` of kind `usage` for one whose networks cannot.
    static func sharing(_ family: any NetworkFamily) throws -> any SharedFamily {
        guard let family = family as? any SharedFamily else {
            throw FrugalError(
                .usage, "--searcher", "networks of the space \(family.space.name) cannot share their weights",
                remedy: "give --space enas-micro or enas-macro, or another searcher")
        }
        return family
    }

    /// The costs that a searcher keeps low beside a high score.
    var costs: [CostKind] { goal.cost.map { [$0] } ?? [] }

    /// The searcher of that rule.
    func searcher(_ rule: Rule, _ family: any NetworkFamily, seed: UInt64, lanes: Int) throws -> any Searcher {
        let space = family.space
        switch rule {
        // Those with shared weights propose nothing: their trials are what they sampled at the end.
        case .random, .enas, .randomShared: return RandomSearch(space, seed: seed)
        case .evolution:
            var settings = RegularizedEvolution.Settings()
            // Searches of a few dozen trials: a quarter of them is as many parents as they can use.
            settings.population = max(4, min(20, (trials ?? 40) / 4))
            settings.lag = lanes
            settings.costs = costs
            return try RegularizedEvolution(space, settings: settings, starts: family.starts, seed: seed)
        case .reinforce: return try ReinforceSearch(space, settings: .tables, seed: seed)
        case .asha:
            var settings = SuccessiveHalving.Settings()
            settings.lag = lanes
            return try SuccessiveHalving(space, settings: settings, seed: seed)
        }
    }
}
