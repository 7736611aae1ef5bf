import Foundation
import FrugalData
import FrugalNN
import FrugalTensor
import FrugalTrack

/// Efficient neural architecture search: a policy proposes children, all of which share their weights.
///
/// Pham, Guan, Zoph, Le and Dean, ICML 2018, section 2.2: an epoch of the shared phase trains the weights through sampled children
/// with the policy fixed; a policy phase rewards samples with their accuracy on validation batches, the weights fixed. At the end
/// the best of some samples is chosen on validation; its final training starts from fresh weights and is somebody else's. With
/// ``EnasSettings/Children/uniform`` it is random search with weight sharing; ``RandomSharedSearch`` names it so.
///
/// Everything drawn is a function of the seed and the number of a step, so that a search that was killed goes on bit by bit as if
/// it had not been.
public struct EnasSearch<Family: SharedFamily>: Sendable {
    /// What is searched.
    public let family: Family
    /// What the weights learn from, and what scores are taken on.
    public let data: ChildData
    /// The settings.
    public let settings: EnasSettings
    /// The seed of the weights, the policy and all that is drawn.
    public let seed: UInt64
    /// Where the children are computed; the policy stays on the processor.
    public let device: Device

    /// A search.
    /// - Throws: ``FrugalError`` of kind `usage` for settings that cannot be.
    public init(
        _ family: Family, _ data: ChildData, settings: EnasSettings = EnasSettings(), seed: UInt64,
        device: Device = .cpu
    ) throws {
        try settings.check()
        self.family = family
        self.data = data
        self.settings = settings
        self.seed = seed
        self.device = device
    }

    /// Runs the search, or goes on from its checkpoint.
    /// - Parameters:
    ///   - checkpoint: the file to go on from, and to save to some times a second; nil for none.
    ///   - check: called at every step; what it throws ends the search after the state is saved.
    ///   - progress: told after every step.
    /// - Returns: what was found, and the shared weights and the policy at the end.
    /// - Throws: ``FrugalError``: `training` where the loss stops being a number, `conflict` for a checkpoint of another search;
    ///   the errors of a damaged checkpoint; `TensorError` where memory ends; what `check` throws.
    public func run(
        checkpoint: URL? = nil, check: () throws -> Void = {}, progress: (EnasState) -> Void = { _ in }
    ) throws -> (result: EnasResult, shared: Family.Shared, policy: Family.Policy) {
        var run = try begin()
        let file = checkpoint.map(EnasCheckpoint.init)
        _ = try file?.load(into: &run)
        let batches = try Batches(
            AnySource(base: data.training), indices: data.trainingIndices,
            size: min(settings.batchSize, data.trainingIndices.count), shuffledWith: seed, dropsLast: true)
        try withoutActuallyEscaping(check) { check in
            try withoutActuallyEscaping(progress) { progress in
                var keeper = EnasKeeper(file: file, check: check, progress: progress)
                while run.state.epochs.count < settings.epochs, !isOverTime(run.state) {
                    if !run.state.isInPolicyPhase { try sharedPhase(&run, batches, &keeper) }
                    try policyPhase(&run, &keeper)
                }
            }
        }
        try file?.save(run)
        return (try choose(run, check), run.shared, run.policy)
    }

    /// The shared weights that a checkpoint of this search holds.
    /// - Throws: ``FrugalError`` of kind `data` where there is no such file, `conflict` where it is of another search; the errors of
    ///   a damaged file.
    public func shared(from checkpoint: URL) throws -> Family.Shared {
        var run = try begin()
        guard try EnasCheckpoint(url: checkpoint).load(into: &run) else {
            throw FrugalError(.data, checkpoint.path, "there is no checkpoint of a search with shared weights")
        }
        return run.shared
    }

    /// A search before its first step.
    func begin() throws -> EnasRun<Family> {
        let random = RandomStream(seed: seed)
        var (forWeights, forPolicy) = (random.named("shared weights"), random.named("policy"))
        let shared = try family.sharedWeights(for: data.shape, classes: data.classes, using: &forWeights)
        return EnasRun(
            shared: shared.to(device), training: SharedTraining(settings, device: device),
            policy: family.controller(using: &forPolicy), learning: Reinforce(settings.learning),
            state: EnasState(identity: try identity()))
    }

    private func isOverTime(_ state: EnasState) -> Bool {
        guard let seconds = settings.seconds, !state.isInPolicyPhase, state.done == 0 else { return false }
        return state.seconds >= seconds
    }

    /// What tells this search from another. The length may be changed: a search can be made longer.
    private func identity() throws -> String {
        var fixed = settings
        fixed.epochs = 1
        fixed.seconds = nil
        let text = String(decoding: try TrackJSON.encode(fixed, onOneLine: true), as: UTF8.self)
        return "\(family.space.hash) \(text) seed \(seed), "
            + "\(data.trainingIndices.count)+\(data.validationIndices.count) of \(data.training.count) examples"
    }

    /// The stream of a step of a phase.
    func stream(_ name: String, epoch: Int, step: Int = 0) -> RandomStream {
        RandomStream(seed: seed, stream: UInt64(epoch), UInt64(step)).named(name)
    }

    /// Children for the shared phase or the final choice, with the policy as it is.
    func children(_ count: Int, _ policy: Family.Policy, using stream: inout RandomStream) throws -> [Architecture] {
        switch settings.children {
        case .uniform: try (0..<count).map { _ in try family.space.random(using: &stream) }
        case .policy:
            withoutGradients { policy.sample(count, using: &stream) }.tokens.map {
                Architecture(space: family.space.name, spaceHash: family.space.hash, tokens: $0)
            }
        }
    }
}
