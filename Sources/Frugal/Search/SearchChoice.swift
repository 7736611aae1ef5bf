import FrugalSearch
import FrugalTrack

/// How an architecture is chosen from trials or from final trainings. Only validation figures are looked at.
enum SearchChoice {
    /// Of the trials of a search the best by score, or the cheapest within `points` percentage points of it.
    static func winner(_ trials: [Trial], goal: Goal, within points: Double) -> Trial? {
        let scored = trials.filter { $0.score != nil }
        guard let best = scored.max(by: { ($0.score ?? 0) < ($1.score ?? 0) }), let score = best.score else {
            return nil
        }
        guard let kind = goal.cost else { return best }
        return scored.filter { ($0.score ?? 0) >= score - points / 100 - 1e-9 }.min {
            ($0.costs[kind] ?? .infinity, -($0.score ?? 0)) < ($1.costs[kind] ?? .infinity, -($1.score ?? 0))
        }
    }

    /// Networks that were trained wholly, the one to take first: the cheapest that reaches ``floor(_:goal:within:)``, the next
    /// cheapest that does, and so on, then the others, the best first. Those made by hand cannot be taken.
    static func order(_ finals: [SearchEvidence.Final], goal: Goal, within points: Double) -> [Int] {
        let floor = floor(finals, goal: goal, within: points)
        func key(_ place: Int) -> (Int, Double, Double, Int) {
            let accuracy = finals[place].validation.mean
            guard let kind = goal.cost, accuracy >= floor else { return (1, -accuracy, 0, place) }
            return (0, finals[place].costs[kind] ?? .infinity, -accuracy, place)
        }
        return finals.indices.filter { finals[$0].architecture != nil && !finals[$0].trainings.isEmpty }
            .sorted { key($0) < key($1) }
    }

    /// What a cheaper network must reach, in percent: so many points below the best of all, those made by hand included.
    static func floor(_ finals: [SearchEvidence.Final], goal: Goal, within points: Double) -> Double {
        let best = finals.filter { !$0.trainings.isEmpty }.map(\.validation.mean).max() ?? 0
        // Shares are quotients of small whole numbers: the slack is far below one example.
        return goal == .accuracy ? best : best - points - 1e-7
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
