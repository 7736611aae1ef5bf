import FrugalTrack

/// How a model is chosen from the leaderboard. Only validation figures are looked at.
public enum Selection {
    /// The row to take: under `accuracy` the best one, else the cheapest within `points` percentage points of the best.
    ///
    /// The yardstick is never taken, nor a row without a model. Of equal accuracy the lower log loss wins, then the fewer
    /// parameters, then the earlier row.
    public static func choose(
        from entries: [LeaderboardEntry], goal: Goal, within points: Double
    ) -> LeaderboardEntry? {
        let rows = entries.filter { $0.role != .yardstick && $0.failure == nil && $0.validation != nil }
        guard let best = rows.min(by: isBetter) else { return nil }
        guard goal != .accuracy else { return best }
        let floor = share(best) - points / 100
        // Shares are quotients of small whole numbers: the slack is far below one example.
        let good = rows.filter { share($0) >= floor - 1e-9 }
        return good.min { left, right in
            let costs = (left.cost(under: goal) ?? .infinity, right.cost(under: goal) ?? .infinity)
            return costs.0 == costs.1 ? isBetter(left, right) : costs.0 < costs.1
        }
    }

    /// The rows that no other beats in both accuracy and cost, the cheapest first.
    public static func front(of entries: [LeaderboardEntry], goal: Goal) -> [LeaderboardEntry] {
        let goal = goal == .accuracy ? Goal.operations : goal
        let rows = entries.filter { $0.role != .yardstick && $0.validation != nil && $0.cost(under: goal) != nil }
        let sorted = rows.sorted { left, right in
            let costs = (left.cost(under: goal) ?? 0, right.cost(under: goal) ?? 0)
            return costs.0 == costs.1 ? isBetter(left, right) : costs.0 < costs.1
        }
        var best = -1.0
        return sorted.filter { row in
            defer { best = max(best, share(row)) }
            return share(row) > best
        }
    }

    /// Whether `left` stands above `right` by validation.
    static func isBetter(_ left: LeaderboardEntry, _ right: LeaderboardEntry) -> Bool {
        let shares = (share(left), share(right))
        if shares.0 != shares.1 { return shares.0 > shares.1 }
        let losses = (left.logLoss ?? .infinity, right.logLoss ?? .infinity)
        if losses.0 != losses.1 { return losses.0 < losses.1 }
        return (left.parameters ?? .max) < (right.parameters ?? .max)
    }

    private static func share(_ entry: LeaderboardEntry) -> Double { entry.validation?.share ?? -1 }
}
