import Foundation
import FrugalNN
import FrugalTensor
import FrugalTrack

/// Where a search for a cell stands, apart from its tensors.
struct RecurrentSearchState: Codable, Equatable {
    var epoch = 0
    var window = 0
    var entropies: [Double] = []
    var rewards: [Double] = []
    var baseline: Double?
    var words = 0
    var architectures = 0
    var rollbacks = 0
    var sharedSeconds = 0.0
    var controllerSeconds = 0.0
}

/// The tensors of a search.
struct RecurrentSearchWeights: Module {
    var shared: SharedRecurrentWeights
    var controller: RecurrentController
    var carried: [Tensor]

    mutating func visit(_ visitor: inout Visitor) {
        visitor.child("shared", &shared)
        visitor.child("controller", &controller)
        for index in carried.indices { visitor.buffer("carried.\(index)", &carried[index]) }
    }
}

/// A search from window to window.
struct RecurrentSearchSession {
    let search: RecurrentSearch
    var weights: RecurrentSearchWeights
    var learner: Reinforce
    var state = RecurrentSearchState()
    private var windows: [Range<Int>] = []
    private var epochOfWindows = -1
    private let clock = ContinuousClock()

    init(_ search: RecurrentSearch) throws {
        self.search = search
        let settings = search.settings
        var stream = RandomStream(seed: search.seed).named("search")
        let shared = SharedRecurrentWeights(
            words: search.vocabulary, nodes: settings.nodes, width: settings.width, dropout: settings.shared.dropout,
            range: settings.shared.range, using: &stream
        ).to(search.text.words.device)
        let zeros = Tensor.zeros(
            [settings.shared.batch, settings.width], on: search.text.words.device)
        weights = RecurrentSearchWeights(
            shared: shared,
            controller: RecurrentController(search.cells, settings: settings.controller, using: &stream),
            carried: [zeros])
        learner = Reinforce(settings.learning)
    }

    /// The share of the shared training that is done.
    var progress: Double { epochs / search.settings.shared.epochs }

    private var epochs: Double {
        let start = state.window == 0 || windows.isEmpty ? 0 : windows[state.window - 1].upperBound
        return Double(state.epoch) + Double(start) / Double(search.text.length)
    }

    mutating func prepare() {
        guard epochOfWindows != state.epoch else { return }
        windows = search.settings.shared.windows.windows(
            of: search.text.length, seed: search.seed, epoch: state.epoch)
        epochOfWindows = state.epoch
    }

    /// One window of the shared weights, and the policy's updates where a round ends with it.
    mutating func advance(_ check: () throws -> Void) throws {
        prepare()
        let begin = clock.now
        let before = epochs
        try learnShared(over: windows[state.window])
        state.window += 1
        let rounds = Double(search.settings.roundsPerEpoch)
        let isEnd = state.window == windows.count
        let endsRound = isEnd || (before * rounds).rounded(.down) < (epochs * rounds).rounded(.down)
        if isEnd {
            (state.epoch, state.window) = (state.epoch + 1, 0)
            weights.carried = weights.carried.map { Tensor.zeros(like: $0) }
        }
        state.sharedSeconds += (clock.now - begin) / .seconds(1)
        guard endsRound, search.settings.usesController else { return }
        let middle = clock.now
        for _ in 0..<search.settings.updates { try learnPolicy(check) }
        state.controllerSeconds += (clock.now - middle) / .seconds(1)
    }

    /// Draws cells from the policy, or with equal probabilities where there is none.
    func draw(_ count: Int, using stream: inout RandomStream) throws -> [RecurrentPlan] {
        guard search.settings.usesController else {
            return try (0..<count).map { _ in try search.cells.random(using: &stream) }
        }
        let batch = withoutGradients { weights.controller.sample(count, using: &stream) }
        return try batch.tokens.map { try search.cells.plan(of: search.cells.space.architecture($0)) }
    }

    private mutating func learnShared(over range: Range<Int>) throws {
        let recipe = search.settings.shared
        let place = "\(state.epoch) \(state.window) \(state.rollbacks)"
        var stream = RandomStream(seed: search.seed).named("cell \(place)")
        let plan = try draw(1, using: &stream)[0]
        let pass = Pass.training(RandomStream(seed: search.seed).named("window \(place)"))
        let (words, carried) = (search.text.window(range), weights.carried)
        let rate = recipe.learningRate * Double(range.count) / Double(recipe.windows.mean)
        let next = try weights.shared.withChild(plan) { child in
            try Tensor.checking { () -> [Tensor]? in
                var found: LanguageLoss?
                var (_, gradients) = valueWithGradients(at: child) { child in
                    let loss = LanguageLoss(child, words, from: carried, recipe, pass)
                    found = loss
                    return loss.total
                }
                guard let found, gradients.clip(toNorm: recipe.clip).isFinite, found.crossEntropy.item().isFinite else {
                    return nil
                }
                // Without momentum there is nothing to remember of weights that other cells will move.
                var optimizer = SGD(learningRate: rate, weightDecay: recipe.weightDecay)
                optimizer.update(&child, with: gradients)
                return found.state
            }
        }
        state.words += range.count * recipe.batch
        state.architectures += 1
        if let next { weights.carried = next } else { try skip() }
    }

    /// Leaves a step out whose numbers are none, and begins the text anew from zeros.
    private mutating func skip() throws {
        state.rollbacks += 1
        guard state.rollbacks <= search.settings.shared.rollbacks else {
            throw FrugalError(
                .training, "cell search", "loss or gradients stopped being numbers \(state.rollbacks) times",
                remedy: "lower the learning rate or the bound of gradients")
        }
        weights.carried = weights.carried.map { Tensor.zeros(like: $0) }
    }

    private mutating func learnPolicy(_ check: () throws -> Void) throws {
        try check()
        let settings = search.settings
        let number = state.rewards.count
        var stream = RandomStream(seed: search.seed).named("policy \(number)")
        let span = settings.rewardWindows * search.validation.window
        let (shared, cells, validation) = (weights.shared, search.cells, search.validation)
        var words = 0
        let update = try learner.update(&weights.controller) { controller in
            let batch = controller.sample(settings.samples, using: &stream)
            let rewards = try batch.tokens.map { tokens in
                let plan = try cells.plan(of: cells.space.architecture(tokens))
                let start = stream.below(max(1, validation.text.length - 1 - span))
                let score = try validation.score(shared.child(plan), windows: settings.rewardWindows, from: start)
                words += score.words
                let reward = settings.rewardScale / score.perplexity
                return reward.isFinite ? reward : 0
            }
            return (batch, rewards)
        }
        state.words += words
        state.architectures += settings.samples
        state.entropies.append(update.entropy)
        state.rewards.append(update.reward)
        state.baseline = learner.baseline
    }

    /// Draws candidates, each once, scores them with the shared weights, and ranks them.
    func finish(_ check: () throws -> Void) throws -> RecurrentSearchResult {
        let begin = clock.now
        let settings = search.settings
        var stream = RandomStream(seed: search.seed).named("candidates")
        var plans: [RecurrentPlan] = []
        var known: Set<RecurrentPlan> = []
        // A policy that has made up its mind, or a small space, has fewer cells to give.
        for _ in 0..<20 where plans.count < settings.candidates {
            for plan in try draw(settings.candidates, using: &stream)
            where plans.count < settings.candidates && known.insert(plan).inserted {
                plans.append(plan)
            }
        }
        let candidates = try plans.map { plan in
            let score = try search.validation.score(
                weights.shared.child(plan), windows: settings.candidateWindows, check: check)
            let perplexity = score.perplexity
            return RecurrentSearchResult.Candidate(
                plan: plan, sharedPerplexity: perplexity.isFinite ? perplexity : .infinity)
        }
        var best: (plan: RecurrentPlan, share: Double)?
        if settings.usesController {
            let batch = withoutGradients { weights.controller.mostProbable() }
            best = (
                try search.cells.plan(of: search.cells.space.architecture(batch.tokens[0])),
                exp(batch.logProbability[0].item())
            )
        }
        return RecurrentSearchResult(
            seed: search.seed, candidates: candidates.sorted { $0.sharedPerplexity < $1.sharedPerplexity },
            entropies: state.entropies, rewards: state.rewards, mostProbable: best?.plan,
            mostProbableShare: best?.share, sharedSeconds: state.sharedSeconds,
            controllerSeconds: state.controllerSeconds, selectionSeconds: (clock.now - begin) / .seconds(1),
            words: state.words, architectures: state.architectures + candidates.count)
    }
}
