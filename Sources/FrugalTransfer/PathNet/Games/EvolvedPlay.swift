import FrugalTensor

/// A game learned by workers with paths that are tried against each other.
struct EvolvedPlay: Sendable {
    private(set) var training: AgentTraining<ModularActorCritic, GameEnvironment, ProximalPolicy>
    private(set) var tournament: WorkerTournament
    /// Episodes that a path is judged by.
    let episodes: Int
    private var random: RandomStream
    /// Episodes of the log that have been dealt out, and those that each path has played.
    private var dealt = 0
    private var played: [[Double]]

    /// A game before its first step. Modules that the network has frozen are on in every path.
    init(
        _ network: ModularActorCritic, in environment: GameEnvironment, by method: ProximalPolicy, rivals: Int,
        episodes: Int, random: RandomStream
    ) {
        var random = random
        let shape = network.shape
        tournament = WorkerTournament(
            workers: environment.count, rivals: rivals, layers: shape.layers.count, genes: shape.genes,
            modules: shape.modules, using: &random)
        training = AgentTraining(network, in: environment, by: method, random: random.split())
        self.episodes = episodes
        self.random = random
        played = Array(repeating: [], count: environment.count)
        route()
    }

    /// Plays and learns for a rollout, then judges the paths that have played enough.
    ///
    /// A path that comes in the middle of an episode is judged by that one too: to wait for the next beginning would cost
    /// more than it is worth.
    mutating func advance() throws {
        try training.advance()
        let log = training.log.episodes
        for episode in log[dealt...] { played[episode.copy].append(Double(episode.value)) }
        dealt = log.count
        var isChanged = false
        for worker in played.indices where played[worker].count >= episodes {
            let mean = played[worker].reduce(0, +) / Double(played[worker].count)
            played[worker] = []
            if tournament.judge(worker, fitness: mean, using: &random) { isChanged = true }
        }
        if isChanged { route() }
    }

    /// The modules of the path that was judged best.
    var bestPath: [[Int]] { tournament.best.path }

    private mutating func route() {
        let frozen = training.model.frozen
        training.model.route(
            tournament.genomes.map { genome in zip(genome.path, frozen).map { Set($0).union($1).sorted() } })
    }
}
