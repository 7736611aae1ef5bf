import Foundation
import FrugalData
import FrugalNN
import FrugalTensor
import FrugalTrack

/// Trials one after the other in this process, without a store: for networks that are known to fit into memory.
///
/// A trial that runs out of memory or diverges is recorded as failed. One that would take the process down, or never end,
/// needs a process of its own: that is what ``Study`` is for.
public struct InProcessSearch: Sendable {
    /// What has been tried so far, to be saved and gone on from.
    public struct State: Codable, Sendable, Equatable {
        /// The trials in order.
        public var trials: [Trial] = []
        /// What they took.
        public var seconds = 0.0

        /// Nothing tried yet.
        public init() {}

        /// The trial with the best score, of equals the earliest; nil where none was scored.
        public var best: Trial? {
            trials.filter { $0.score != nil }.max { ($0.score ?? 0, $1.number) < ($1.score ?? 0, $0.number) }
        }
    }

    /// What builds the networks.
    public let family: any NetworkFamily
    /// What they learn from, and what they are scored on.
    public let data: ChildData
    /// How each is trained.
    public let recipe: ChildRecipe
    /// The seed of weights and orders; a trial's own follows from it and the trial's number.
    public let seed: UInt64
    /// Where they are computed.
    public let device: Device
    /// A score is the best of so many of the last looks at validation: 1, or 5 in NAS (Zoph and Le 2017, section 4.1).
    public let looks: Int

    /// Trials of networks of `family`.
    public init(
        _ family: any NetworkFamily, _ data: ChildData, recipe: ChildRecipe, seed: UInt64, device: Device = .cpu,
        looks: Int = 1
    ) {
        self.family = family
        self.data = data
        self.recipe = recipe
        self.seed = seed
        self.device = device
        self.looks = looks
    }

    /// Tries what `searcher` proposes until it is enough.
    /// - Parameters:
    ///   - state: what was tried before.
    ///   - checkpoint: the file from which a trial that was stopped goes on; nil to begin it anew.
    ///   - isEnough: asked before every trial.
    ///   - check: called at every step of a training; what it throws ends the search.
    ///   - save: given the state after every trial.
    /// - Throws: what `check`, `save` and the searcher throw; failures of one trial are its outcome.
    public func run(
        _ searcher: any Searcher, from state: State, checkpoint: URL? = nil, isEnough: (State) -> Bool,
        check: () throws -> Void = {}, save: (State) throws -> Void
    ) throws -> State {
        var (searcher, state) = (searcher, state)
        while !isEnough(state) {
            let number = state.trials.count
            let prefix = searcher.prefix(for: number)
            let proposal = try searcher.propose(
                number, after: Array(state.trials[..<prefix]), pending: state.trials[prefix...].map(\.proposal))
            let begin = ContinuousClock.now
            let trial = try self.trial(number, proposal, checkpoint: checkpoint, check: check)
            state.trials.append(trial.trial)
            state.seconds += trial.seconds ?? (ContinuousClock.now - begin) / .seconds(1)
            try save(state)
            if let checkpoint { try? FileManager.default.removeItem(at: checkpoint) }
        }
        return state
    }

    /// Runs one; the seconds are those of all processes that trained it.
    private func trial(
        _ number: Int, _ proposal: Proposal, checkpoint: URL?, check: () throws -> Void
    ) throws -> (trial: Trial, seconds: Double?) {
        try check()
        do {
            var stream = RandomStream(seed: seed, stream: UInt64(number)).named("weights")
            let network = try family.build(
                proposal.architecture, for: data.shape, classes: data.classes, using: &stream)
            let cost = try NetworkCost(of: network, for: data.shape)
            let trainer = try ChildTrainer(
                recipe, data, seed: seed &* 1_000_003 &+ UInt64(number), device: device)
            let state = try Self.train(network, trainer, checkpoint: checkpoint, check: check)
            let score = state.looks.suffix(looks).map(\.accuracy).max() ?? .nan
            return (Trial(number, proposal, .scored(score), costs: cost.costs), state.seconds)
        } catch let error as TensorError {
            return (Trial(number, proposal, .failed("\(error)")), nil)
        } catch let error as FrugalError where error.kind == .training {
            return (Trial(number, proposal, .failed(error.problem)), nil)
        }
    }

    private static func train(
        _ network: some SearchedNetwork, _ trainer: ChildTrainer, checkpoint: URL?, check: () throws -> Void
    ) throws -> ChildState {
        var network = network
        return try trainer.train(&network, checkpoint: checkpoint, check: check)
    }
}
