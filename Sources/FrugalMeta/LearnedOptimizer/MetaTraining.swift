import FrugalNN
import FrugalTensor

/// The training of a learned optimiser: a value that can be stopped after any episode and gone on with.
///
/// An episode lets the network optimise a fresh problem for `horizon` steps. The loss of the network is the sum of the
/// problem's losses along the way, or of their logarithms, and its gradient flows back through `unroll` steps at a time, the problem's own
/// gradients taken as constants (Andrychowicz et al. 2016, section 2 and figure 2).
///
/// With those constants the chain rule needs no second derivative: step t moves θ by `s·m_t`, so the gradient of the sum of
/// losses with respect to the output `m_t` is s times the sum of the problem's gradients at all later steps of the unroll.
public struct MetaTraining: Sendable {
    /// A point of the training curve.
    public struct Point: Codable, Sendable, Equatable {
        /// Episodes done.
        public var episode: Int
        /// The mean loss over all steps of the last episode.
        public var loss: Double
        /// The validation score, where it was taken: the mean loss over the last unroll of the validation problems.
        public var validation: Double?
    }

    /// The settings.
    public let recipe: LearnedOptimizerRecipe
    /// Episodes done.
    public private(set) var episode = 0
    /// The network as it is now.
    public private(set) var network: CoordinateLSTM
    /// The network with the best validation score; nil before the first one.
    public private(set) var best: (network: CoordinateLSTM, score: Double, episode: Int)?
    /// What was measured.
    public private(set) var curve: [Point] = []
    private var adam: Adam

    /// A training before its first episode.
    public init(_ recipe: LearnedOptimizerRecipe) {
        self.recipe = recipe
        var random = RandomStream(seed: recipe.seed).named("network")
        network = CoordinateLSTM(units: recipe.units, layers: recipe.layers, using: &random)
        // A network that does not move anything yet is the one start that harms no problem.
        network.output.weight *= 0.1
        network.output.bias = network.output.bias.map { $0 * 0 }
        adam = Adam(learningRate: recipe.metaRate)
    }

    /// Whether all episodes are done.
    public var isDone: Bool { episode >= recipe.episodes }

    /// The optimiser of the best network so far, or of the present one before the first validation.
    public var optimizer: LearnedOptimizer { optimizer(best?.network ?? network) }

    private func optimizer(_ network: CoordinateLSTM) -> LearnedOptimizer {
        LearnedOptimizer(
            network, preprocessing: LogAndSign(p: recipe.p), outputScale: recipe.outputScale)
    }

    /// Trains on one fresh problem, and validates where that is due.
    public mutating func advance(on family: some ProblemFamily) {
        var episodes = RandomStream(seed: recipe.seed).named("episodes")
        var random = RandomStream(seed: episodes.next(), stream: UInt64(episode))
        let schedule = CosineDecay(recipe.metaRate, over: recipe.episodes, minimum: recipe.metaRate / 100)
        adam.learningRate = schedule.rate(at: episode)
        let imitation = recipe.imitation.flatMap { episode < $0.episodes ? $0 : nil }
        var unroll = Unroll(
            family.problem(seed: random.next()), network, recipe, imitation: imitation, using: &random)
        let unrolls = max(1, recipe.horizon / (imitation?.unroll ?? recipe.unroll))
        var total = 0.0
        for _ in 0..<unrolls {
            var (loss, gradients) = unroll.advance(network, using: &random)
            total += loss
            guard loss.isFinite, gradients.clip(toNorm: recipe.clip).isFinite else { break }
            adam.update(&network, with: gradients)
        }
        episode += 1
        curve.append(Point(episode: episode, loss: total / Double(unrolls)))
        if episode.isMultiple(of: recipe.validationEvery) || isDone { validate(on: family) }
    }

    /// Makes sure that the present network is validated, where the training ends before its last episode.
    public mutating func finish(on family: some ProblemFamily) {
        if let last = curve.last, last.validation == nil { validate(on: family) }
    }

    private mutating func validate(on family: some ProblemFamily) {
        let score = score(on: family)
        curve[curve.count - 1].validation = score
        if score < best?.score ?? .infinity { best = (network, score, episode) }
    }

    /// The mean loss over the last unroll of the validation problems: where the optimiser is meant to end low.
    private func score(on family: some ProblemFamily) -> Double {
        var seeds = RandomStream(seed: recipe.seed).named("validation")
        let losses = (0..<recipe.validationProblems).flatMap { _ in
            OptimizationRun(
                family.problem(seed: seeds.next()), optimizer(network), steps: recipe.horizon, scoringAt: []
            ).losses.suffix(recipe.unroll)
        }
        return losses.reduce(0, +) / Double(losses.count)
    }
}
