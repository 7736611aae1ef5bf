import Foundation
import FrugalTensor
import FrugalTrack

/// Asynchronous successive halving: many architectures train a little, the better share of them on and on.
///
/// Li et al., "A System for Massively Parallel Hyperparameter Tuning", MLSys 2020 (ASHA), algorithm 2, with random
/// architectures at the bottom. Which trials a proposal knows of depends on their numbers and not on who was first, so
/// that the result is the same on any number of machines.
public struct SuccessiveHalving: Searcher {
    /// The settings.
    public struct Settings: Codable, Hashable, Sendable {
        /// One in this many goes on; each rung trains this many times as long.
        public var reduction = 3
        /// The rungs: the lowest trains for `reduction` to the power of `1 - rungs`, the highest wholly.
        public var rungs = 3
        /// How many trials are under way at once.
        public var lag = 1

        /// Three rungs; one in three goes on.
        public init() {}
    }

    /// Where architectures come from.
    public let space: SearchSpace
    /// The seed.
    public let seed: UInt64
    /// The settings.
    public let settings: Settings
    /// The name that `frugal search --searcher` takes.
    public var name: String { "asha" }

    /// Successive halving.
    /// - Throws: ``FrugalError`` of kind `usage` for settings that cannot be.
    public init(_ space: SearchSpace, settings: Settings = Settings(), seed: UInt64) throws {
        guard settings.reduction > 1, settings.rungs > 0, settings.rungs <= 12, settings.lag > 0 else {
            throw FrugalError(.usage, "asha", "reduction must be at least 2, rungs 1 to 12 and lag at least 1")
        }
        self.space = space
        self.settings = settings
        self.seed = seed
    }

    /// The share of a whole training at a rung, from 0 at the bottom.
    public func effort(rung: Int) -> Double {
        pow(Double(settings.reduction), Double(rung + 1 - settings.rungs))
    }

    /// The rung of a proposal.
    func rung(of proposal: Proposal) -> Int {
        let rung = Int((log(proposal.effort) / log(Double(settings.reduction))).rounded()) + settings.rungs - 1
        return max(0, min(settings.rungs - 1, rung))
    }

    /// All before it, but for those under way at the same time.
    public func prefix(for number: Int) -> Int { max(0, number - settings.lag + 1) }

    /// The best trial that may go on and does not yet, from the highest rung down; else a new architecture at the bottom.
    public mutating func propose(_ number: Int, after ended: [Trial], pending: [Proposal]) throws -> Proposal {
        let promoted = Set((ended.map(\.proposal) + pending).compactMap(\.continues))
        for rung in stride(from: settings.rungs - 2, through: 0, by: -1) {
            let here = ended.filter { self.rung(of: $0.proposal) == rung }
            let ranked = here.filter { $0.score != nil }
                .sorted { ($0.score ?? 0, $1.number) > ($1.score ?? 0, $0.number) }
            let chosen = ranked.prefix(here.count / settings.reduction).first { !promoted.contains($0.number) }
            if let chosen {
                return Proposal(
                    chosen.proposal.architecture, effort: effort(rung: rung + 1), continues: chosen.number,
                    parent: chosen.number)
            }
        }
        var stream = RandomStream(seed: seed, stream: UInt64(number))
        return Proposal(try space.random(using: &stream), effort: effort(rung: 0))
    }
}
