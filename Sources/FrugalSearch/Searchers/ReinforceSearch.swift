import Foundation
import FrugalNN
import FrugalTensor
import FrugalTrack

/// NAS: a recurrent controller proposes architectures and learns from their scores by REINFORCE.
///
/// Zoph and Le, "Neural Architecture Search with Reinforcement Learning", ICLR 2017. Trials come in batches: the controller
/// is the same for a whole batch and is updated when all of it has ended, in the order of numbers.
public struct ReinforceSearch: Searcher {
    /// The settings.
    public struct Settings: Codable, Hashable, Sendable {
        /// Trials a batch.
        public var batch = 8
        /// Units of each of the controller's layers.
        public var units = 35
        /// Layers of the controller.
        public var layers = 2
        /// The power to which a score is raised; 3 in NAS. Scores must not be negative.
        public var rewardPower = 1.0
        /// What one unit of score is worth as a reward.
        public var rewardScale = 1.0
        /// How the controller learns.
        public var learning = Reinforce.Settings()

        /// The settings of NAS, with the score as it is.
        public init() {}

        /// For a few hundred queries, where the paper's rate, meant for twelve thousand, learns nothing.
        public static var tables: Settings {
            var settings = Settings()
            settings.batch = 5
            settings.learning.learningRate = 0.02
            settings.learning.baselineDecay = 0.9
            return settings
        }
    }

    /// Where architectures come from.
    public let space: SearchSpace
    /// The seed.
    public let seed: UInt64
    /// The settings.
    public let settings: Settings
    /// The policy's entropy at each update so far, in nats: whether it learned at all.
    public private(set) var entropies: [Double] = []
    private var controller: SequenceController
    private var learning: Reinforce
    private var learned = 0
    /// The batch that was drawn last: the number of its first trial, and the tokens of each.
    private var drawn: (first: Int, tokens: [[Int]]) = (-1, [])

    /// The name that `frugal search --searcher` takes.
    public var name: String { "reinforce" }

    /// A controller that has seen nothing.
    /// - Throws: ``FrugalError`` of kind `usage` for settings that cannot be.
    public init(_ space: SearchSpace, settings: Settings = Settings(), seed: UInt64) throws {
        guard settings.batch > 0, settings.units > 0, settings.layers > 0 else {
            throw FrugalError(.usage, "reinforce", "batch, units and layers must be at least 1")
        }
        self.space = space
        self.settings = settings
        self.seed = seed
        var stream = RandomStream(seed: seed).named("controller")
        controller = SequenceController(space, units: settings.units, layers: settings.layers, using: &stream)
        learning = Reinforce(settings.learning)
    }

    /// All batches before its own.
    public func prefix(for number: Int) -> Int { number / settings.batch * settings.batch }

    /// A draw from the policy that has learned from all batches before.
    public mutating func propose(_ number: Int, after ended: [Trial], pending: [Proposal]) throws -> Proposal {
        while learned + settings.batch <= ended.count { try learn(from: ended) }
        let first = prefix(for: number)
        if drawn.first != first {
            let streams = (first..<(first + settings.batch)).map { RandomStream(seed: seed, stream: UInt64($0)) }
            drawn = (first, try withoutGradients { try controller.samples(using: streams) }.map(\.tokens))
        }
        return Proposal(Architecture(space: space.name, spaceHash: space.hash, tokens: drawn.tokens[number - first]))
    }

    /// The architecture that the policy holds most probable after some trials, and its probability.
    public mutating func mostProbable(after ended: [Trial]) throws -> (architecture: Architecture, probability: Double)
    {
        while learned + settings.batch <= ended.count { try learn(from: ended) }
        let sample = try withoutGradients { try controller.mostProbable() }
        return (
            Architecture(space: space.name, spaceHash: space.hash, tokens: sample.tokens),
            sample.logProbability.exp().item()
        )
    }

    private mutating func learn(from ended: [Trial]) throws {
        let batch = ended[learned..<(learned + settings.batch)]
        // A network that cannot be trained is as bad as the worst of its batch: it must not be proposed, and one number
        // that is none must not spoil the policy.
        let worst = batch.compactMap(\.score).min() ?? 0
        let rewards = batch.map { reward($0.score ?? worst) }
        let entropy = try learning.update(&controller, rewards: rewards) { controller in
            try controller.replay(batch.map(\.proposal.architecture))
        }
        entropies.append(entropy)
        learned += settings.batch
    }

    private func reward(_ score: Double) -> Double {
        settings.rewardScale * (settings.rewardPower == 1 ? score : pow(max(0, score), settings.rewardPower))
    }
}
