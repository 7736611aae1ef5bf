import FrugalTensor

/// Two games learned one after the other, from one seed.
struct GamePairTrial: Sendable {
    /// A game in a variant.
    struct Play: Codable, Hashable, Sendable {
        var game: GameName
        var variant = GameVariant.standard
    }

    /// Two games, and what they are called together.
    struct Pair: Codable, Hashable, Sendable {
        var name: String
        var first: Play
        var second: Play
    }

    /// How agents learn.
    struct Recipe: Codable, Hashable, Sendable {
        var shape = ModularAgentShape.atari2017(frames: 2, actions: GameAction.allCases.count)
        /// Workers: games that are played at once.
        var workers: Int
        /// B: others that a worker meets in the tournament.
        var rivals: Int
        /// Episodes that a path is judged by.
        var episodes: Int
        /// Frames of each game.
        var frames: Int
        var method: ProximalPolicy
    }

    /// A rate and an entropy cost, which fine-tuning is tried with.
    struct Tuning: Codable, Hashable, Sendable {
        var learningRate: Double
        var entropyCost: Double
    }

    /// How a game was learned.
    struct Learned: Codable, Sendable {
        /// The mean return in each of forty parts of the training.
        var curve: [Double]
        /// The path judged best and what was frozen, by layer; empty for a fixed path.
        var path: [[Int]] = []
        var frozen: [[Int]] = []
        /// How often a path was judged and how often one was overwritten.
        var judgements = 0
        var replacements = 0

        /// The mean of the curve: the area under it by its length.
        var area: Double { curve.reduce(0, +) / Double(max(1, curve.count)) }
    }

    /// What a seed gave.
    struct Outcome: Codable, Sendable {
        /// The first game by workers with paths, and by a fixed path.
        var evolved: Learned
        var fixed: Learned
        /// The second game under each condition.
        var deNovo: Learned
        var deNovoTuned: Learned
        var fineTuned: Learned
        var pathNet: Learned
    }

    static let bins = 40

    let pair: Pair
    let recipe: Recipe
    let seed: UInt64
    /// Called before each rollout, with the frames so far; what it throws ends the trial.
    let check: @Sendable (_ part: String, _ frames: Int) throws -> Void

    /// Both games under all conditions.
    func run(fineTuning tuning: Tuning) throws -> Outcome {
        let (fixed, fixedNetwork) = try firstByFixedPath()
        let (evolved, evolvedNetwork) = try evolve(pair.first, fresh(recipe.shape, "evolved"), "first game, paths")
        let deNovo = try fix(pair.second, fresh(recipe.shape.ofOnePath, "de novo"), own, "de novo").learned
        var transferred = evolvedNetwork
        var random = stream("transfer")
        transferred.transfer(freezing: evolved.path, using: &random)
        return Outcome(
            evolved: evolved, fixed: fixed, deNovo: deNovo,
            deNovoTuned: tuning == own
                ? deNovo
                : try fix(pair.second, fresh(recipe.shape.ofOnePath, "de novo"), tuning, "de novo, tuned").learned,
            fineTuned: try fineTune(fixedNetwork, tuning),
            pathNet: try evolve(pair.second, transferred, "PathNet").learned)
    }

    /// The second game under fine-tuning with each of some settings: nothing else is learned.
    func fineTuned(with tunings: [Tuning]) throws -> [Learned] {
        let network = try firstByFixedPath().network
        return try tunings.map { try fineTune(network, $0) }
    }

    private var own: Tuning {
        Tuning(learningRate: recipe.method.learningRate, entropyCost: recipe.method.weights.entropy)
    }

    private func firstByFixedPath() throws -> (learned: Learned, network: ModularActorCritic) {
        try fix(pair.first, fresh(recipe.shape.ofOnePath, "fixed"), own, "first game, fixed path")
    }

    private func fineTune(_ network: ModularActorCritic, _ tuning: Tuning) throws -> Learned {
        var network = network
        var random = stream("readout")
        network.renewReadout(using: &random)
        return try fix(pair.second, network, tuning, "fine-tuning").learned
    }

    private func stream(_ name: String) -> RandomStream { RandomStream(seed: seed).named("\(pair.name) \(name)") }

    private func fresh(_ shape: ModularAgentShape, _ name: String) throws -> ModularActorCritic {
        var random = stream("\(name) network")
        return try ModularActorCritic(shape, using: &random)
    }

    private func environment(_ play: Play) throws -> GameEnvironment {
        try GameEnvironment(
            play.game, count: recipe.workers, variant: play.variant, frames: recipe.shape.frames,
            seed: seed &* 1_000 &+ (play == pair.first ? 1 : 2))
    }

    /// Learns a game with all modules of a network: a path that is held fixed.
    private func fix(
        _ play: Play, _ network: ModularActorCritic, _ tuning: Tuning, _ name: String
    ) throws -> (learned: Learned, network: ModularActorCritic) {
        var method = recipe.method
        method.learningRate = tuning.learningRate
        method.weights.entropy = tuning.entropyCost
        var training = AgentTraining(network, in: try environment(play), by: method, random: stream("actions"))
        while training.frames < recipe.frames {
            try check(name, training.frames)
            try training.advance()
        }
        return (Learned(curve: training.log.curve(bins: Self.bins, frames: recipe.frames)), training.model)
    }

    /// Learns a game with a path for each worker.
    private func evolve(
        _ play: Play, _ network: ModularActorCritic, _ name: String
    ) throws -> (learned: Learned, network: ModularActorCritic) {
        var workers = EvolvedPlay(
            network, in: try environment(play), by: recipe.method, rivals: recipe.rivals, episodes: recipe.episodes,
            random: stream("workers"))
        while workers.training.frames < recipe.frames {
            try check(name, workers.training.frames)
            try workers.advance()
        }
        let learned = Learned(
            curve: workers.training.log.curve(bins: Self.bins, frames: recipe.frames), path: workers.bestPath,
            frozen: network.frozen.map { $0.sorted() }, judgements: workers.tournament.judgements,
            replacements: workers.tournament.replacements)
        return (learned, workers.training.model)
    }
}
