/// The trials that no other beats in everything: a higher score at no higher cost, or a lower cost at no lower score.
public struct ParetoFront: Sendable {
    /// The front, best score first. Of equals the earliest is kept.
    public let members: [Trial]

    /// The front of some trials; those that failed, or lack one of the costs, are not in it.
    /// - Parameter costs: what counts beside the score; with none of them the front is the best trial.
    public init(_ trials: some Sequence<Trial>, costs: [CostKind]) {
        var candidates: [(trial: Trial, values: [Double])] = []
        for trial in trials {
            guard let score = trial.score else { continue }
            let values = [-score] + costs.compactMap { trial.costs[$0] }
            if values.count == costs.count + 1, values.allSatisfy(\.isFinite) { candidates.append((trial, values)) }
        }
        // In this order nobody is dominated by one that comes later.
        candidates.sort {
            $0.values == $1.values
                ? $0.trial.number < $1.trial.number : $0.values.lexicographicallyPrecedes($1.values)
        }
        var kept: [(trial: Trial, values: [Double])] = []
        for candidate in candidates
        where !kept.contains(where: { zip($0.values, candidate.values).allSatisfy { $0 <= $1 } }) {
            kept.append(candidate)
        }
        members = kept.map(\.trial)
    }
}
