/// The order in which rows are shown.
public enum Leaderboard {
    /// The best row first, those without a model last.
    public static func sorted(_ entries: [LeaderboardEntry]) -> [LeaderboardEntry] {
        let ranked = entries.enumerated().sorted { left, right in
            if Selection.isBetter(left.element, right.element) { return true }
            if Selection.isBetter(right.element, left.element) { return false }
            return left.offset < right.offset
        }
        return ranked.map(\.element)
    }
}
