import FrugalTrack

/// No search at all: proposals that are known beforehand, one after another. Final trainings run as trials with it.
public struct GivenProposals: Searcher {
    /// The proposals.
    public let proposals: [Proposal]
    /// The name.
    public var name: String { "given" }

    /// Proposals in their order.
    public init(_ proposals: [Proposal]) { self.proposals = proposals }

    /// It waits for nothing.
    public func prefix(for number: Int) -> Int { 0 }

    /// The proposal of that number.
    /// - Throws: ``FrugalError`` of kind `usage` beyond the last.
    public mutating func propose(_ number: Int, after ended: [Trial], pending: [Proposal]) throws -> Proposal {
        guard proposals.indices.contains(number) else {
            throw FrugalError(.usage, "trial \(number)", "there are only \(proposals.count) proposals")
        }
        return proposals[number]
    }
}
