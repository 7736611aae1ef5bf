import FrugalTrack

/// A search space of which every network was trained once and for all, so that a search takes milliseconds.
public struct TabularBenchmark: Sendable {
    /// What the table says of an architecture.
    public struct Entry: Hashable, Sendable {
        /// What a search is told, in percent.
        public var searchScore: Double
        /// What is reported of an architecture that was chosen by ``searchScore``, in percent.
        public var reportedScore: Double
        /// What it costs, as far as the table knows.
        public var costs: [CostKind: Double]
    }

    /// The space.
    public let space: SearchSpace
    /// The entry of each string of tokens.
    public let entries: [[Int]: Entry]

    /// The entry of an architecture.
    /// - Throws: `FrugalError` of kind `usage` for one of another space.
    public func entry(of architecture: Architecture) throws -> Entry {
        guard architecture.spaceHash == space.hash, let entry = entries[architecture.tokens] else {
            throw FrugalError(.usage, "architecture \(architecture)", "the table of \(space.name) does not hold it")
        }
        return entry
    }

    /// Lets a searcher ask `queries` times, one trial after another.
    /// - Returns: after each query the reported score of the architecture with the best search score so far.
    /// - Throws: what the searcher throws.
    public func run(_ searcher: some Searcher, queries: Int) throws -> [Double] {
        var searcher = searcher
        var trials: [Trial] = []
        var best: Entry?
        var curve: [Double] = []
        for number in 0..<queries {
            let prefix = searcher.prefix(for: number)
            let proposal = try searcher.propose(
                number, after: Array(trials[..<prefix]), pending: trials[prefix...].map(\.proposal))
            let entry = try entry(of: proposal.architecture)
            trials.append(Trial(number, proposal, .scored(entry.searchScore), costs: entry.costs))
            if entry.searchScore > best?.searchScore ?? -.infinity { best = entry }
            curve.append(best?.reportedScore ?? .nan)
        }
        return curve
    }
}
