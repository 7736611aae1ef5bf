import FrugalTensor

/// Random search: every option of a decision equally likely, whatever was found before.
///
/// The baseline that every other searcher has to beat (Li and Talwalkar, "Random Search and Reproducibility for Neural
/// Architecture Search", 2019).
public struct RandomSearch: Searcher {
    /// Where architectures come from.
    public let space: SearchSpace
    /// The seed.
    public let seed: UInt64
    /// The name that `frugal search --searcher` takes.
    public var name: String { "random" }

    /// Random search.
    public init(_ space: SearchSpace, seed: UInt64) {
        self.space = space
        self.seed = seed
    }

    /// It waits for nothing.
    public func prefix(for number: Int) -> Int { 0 }

    /// A random architecture.
    public mutating func propose(_ number: Int, after ended: [Trial], pending: [Proposal]) throws -> Proposal {
        var stream = RandomStream(seed: seed, stream: UInt64(number))
        return Proposal(try space.random(using: &stream))
    }
}
