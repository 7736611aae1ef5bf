import FrugalSearch
import FrugalTrack

/// How an architecture is chosen from trials or from final trainings. Only validation figures are looked at.
enum SearchChoice {
    /// Of the trials of a search the best by score, or the cheapest within `points` percentage points of it.
    static func winner(_ trials: [Trial], goal: Goal, within points: Double) -> Trial? {
        choose(
            trials.filter { $0.score != nil }, goal: goal, within: points, score: { $0.score ?? 0 }, costs: \.costs)
    }

    /// The same of networks that were trained wholly. Those made by hand set the mark, and cannot be chosen.
    static func chosen(_ finals: [SearchEvidence.Final], goal: Goal, within points: Double) -> Int? {
        let searched = finals.indices.filter { finals[$0].architecture != nil && !finals[$0].trainings.isEmpty }
        let mark = finals.filter { !$0.trainings.isEmpty }.map(\.validation.mean).max()
        return choose(
            searched, goal: goal, within: points, mark: mark.map { $0 / 100 },
            score: { finals[$0].validation.mean / 100 }, costs: { finals[$0].costs })
    }

    /// Trials that are ever cheaper: of those below a cost the best by score, then the best of at most seven tenths of its
    /// cost, and so on, at most `count` of them. What is chosen by scores of short trainings only begins at `cost`.
    static func everCheaper(_ trials: [Trial], kind: CostKind, below cost: Double, count: Int) -> [Trial] {
        var chosen: [Trial] = []
        var limit = cost
        while chosen.count < count {
            let cheaper = trials.filter { $0.score != nil && ($0.costs[kind] ?? .infinity) <= limit }
            guard
                let best = cheaper.max(by: { ($0.score ?? 0, $1.number) < ($1.score ?? 0, $0.number) }),
                let cost = best.costs[kind]
            else { break }
            chosen.append(best)
            limit = 0.7 * cost
        }
        return chosen
    }

    private static func choose<Item>(
        _ items: [Item], goal: Goal, within points: Double, mark: Double? = nil, score: (Item) -> Double,
        costs: (Item) -> [CostKind: Double]
    ) -> Item? {
        guard let best = items.max(by: { score($0) < score($1) }) else { return nil }
        guard let kind = goal.cost else { return best }
        // Shares are quotients of small whole numbers: the slack is far below one example.
        let floor = max(mark ?? 0, score(best)) - points / 100 - 1e-9
        // Where nothing reaches the mark, the nearest to it is wanted, whatever it costs.
        return items.filter { score($0) >= floor }.min {
            (costs($0)[kind] ?? .infinity, -score($0)) < (costs($1)[kind] ?? .infinity, -score($1))
        } ?? best
    }
}

extension Goal {
    /// The cost that a search keeps low; nil for accuracy alone.
    var cost: CostKind? {
        switch self {
        case .accuracy: nil
        case .parameters: .parameters
        case .operations: .operations
        case .latency: .latency
        case .energy: .energy
        }
    }
}
