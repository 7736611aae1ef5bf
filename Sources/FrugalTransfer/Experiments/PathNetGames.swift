import FrugalTensor
import FrugalTrack

/// PathNet's actor-critic form on pairs of native games (after the Atari games of Fernando et al. 2017).
public struct PathNetGames: Experiment {
    /// What is run at a scale.
    struct Settings: Codable, Sendable {
        var recipe: GamePairTrial.Recipe
        var pairs: [GamePairTrial.Pair]
        /// What fine-tuning is tried with, as the paper did over rate and entropy cost.
        var tunings: [GamePairTrial.Tuning]
        /// Seeds that only those are chosen by.
        var tuningSeeds: [UInt64]
        /// Games of a random player, for the zero of the areas.
        var randomGames = 100
    }

    /// What is known of a pair before its seeds.
    struct Ground: Codable, Sendable {
        /// The mean return of a random player in the second game.
        var random: Double
        /// The areas that fine-tuning had with each of the settings it was tried with, one a seed.
        var areas: [[Double]]
        /// The best of them.
        var tuning: GamePairTrial.Tuning
    }

    /// The experiment.
    public init() {}

    /// The name that `frugal reproduce` takes.
    public var id: String { "pathnet-games" }
    /// What it is, in a line.
    public var title: String { "PathNet: a second game learned with the path of a first" }
    /// None: the games are native.
    public var dataSets: [String] { [] }

    /// Five.
    public func seedCount(_ scale: Reproduction.Scale) -> Int { 5 }

    func settings(_ scale: Reproduction.Scale) -> Settings {
        let isQuick = scale == .quick
        var method = ProximalPolicy(learningRate: 1e-3)
        method.epochs = 4
        method.batches = 8
        method.weights.entropy = 0.003
        method.rewardScale = 0.5
        let recipe = GamePairTrial.Recipe(
            workers: 32, rivals: 8, episodes: 3, frames: isQuick ? 250_000 : 3_000_000, method: method)
        let rates = isQuick ? [1e-3, 3e-3, 1e-2] : [1e-4, 3e-4, 1e-3, 3e-3]
        let costs = isQuick ? [0.003] : [0.001, 0.003, 0.01]
        return Settings(
            recipe: recipe,
            pairs: [
                GamePairTrial.Pair(
                    name: "Catch, then Breakout", first: .init(game: .catch), second: .init(game: .breakout)),
                GamePairTrial.Pair(
                    name: "Breakout, then its paddle 8 rows higher", first: .init(game: .breakout),
                    second: .init(game: .breakout, variant: GameVariant(paddleOffset: 8))),
            ],
            tunings: rates.flatMap { rate in
                costs.map { GamePairTrial.Tuning(learningRate: rate, entropyCost: $0) }
            },
            tuningSeeds: (0..<(isQuick ? 1 : 3)).map { 1_000_000 + UInt64($0) })
    }

    /// The resolved settings.
    public func recipe(_ scale: Reproduction.Scale) throws -> JSONValue { try TrackJSON.value(of: settings(scale)) }

    /// Tunes fine-tuning for each pair, then learns both games from every seed. A finished seed is not learned again.
    public func run(_ context: ExperimentContext) throws -> Reproduction {
        let settings = settings(context.scale)
        var found: [PathNetGamesTable.Found] = []
        for (index, pair) in settings.pairs.enumerated() {
            func trial(_ seed: UInt64) -> GamePairTrial {
                GamePairTrial(pair: pair, recipe: settings.recipe, seed: seed) { part, frames in
                    try context.checkpoint()
                    context.progress("\(pair.name), seed \(seed): \(part)", frames, settings.recipe.frames, nil)
                }
            }
            let ground: Ground = try context.part("pair-\(index + 1)") { try self.ground(settings, pair, trial) }
            context.say("\(pair.name): fine-tuning goes on at a rate of \(ground.tuning.learningRate)")
            let outcomes = try context.seeds.map { seed in
                try context.part("pair-\(index + 1)-seed-\(seed)") { try trial(seed).run(fineTuning: ground.tuning) }
            }
            found.append(PathNetGamesTable.Found(pair: pair, ground: ground, outcomes: outcomes))
        }
        return PathNetGamesTable(found: found, settings: settings).reproduction(self, context)
    }

    private func ground(
        _ settings: Settings, _ pair: GamePairTrial.Pair, _ trial: (UInt64) -> GamePairTrial
    ) throws -> Ground {
        var random = RandomStream(seed: 0).named("random \(pair.name)")
        let games = try GameEnvironment(
            pair.second.game, count: settings.randomGames, variant: pair.second.variant, seed: 3_000_000)
        let chance = try AgentPlay.returns(of: ModularActorCritic?.none, in: games, using: &random)
        let learned = try settings.tuningSeeds.map { try trial($0).fineTuned(with: settings.tunings) }
        let areas = settings.tunings.indices.map { tuning in learned.map { $0[tuning].area } }
        let best = areas.indices.max { SampleSummary(areas[$0]).mean < SampleSummary(areas[$1]).mean } ?? 0
        return Ground(random: SampleSummary(chance).mean, areas: areas, tuning: settings.tunings[best])
    }
}
