import FrugalTrack

/// What a policy reached and took, or the bundle as it is.
public struct UpdateRow: Codable, Sendable, Equatable {
    /// The name of the bundle's own row.
    public static let unchanged = "as it is"

    /// The policy, or ``unchanged``.
    public var policy: String
    /// Right answers on the old examples to choose by, which nothing has learned from; nil where they are not at hand.
    public var old: Proportion?
    /// Right answers on the new examples to choose by.
    public var new: Proportion
    /// Epochs over what was trained on.
    public var epochs: Double
    /// Examples that were trained on.
    public var examples: Int
    /// Multiply-adds of the training.
    public var multiplyAdds: Int
    /// Seconds of the training.
    public var seconds: Double
    /// Old examples that had to be kept for it.
    public var samplesKept: Int

    /// Right answers on old and new examples together, each example counting the same.
    public var both: Proportion {
        Proportion(new.successes + (old?.successes ?? 0), of: new.total + (old?.total ?? 0))
    }
}

/// Which policy takes the examples in.
public struct UpdateChoice: Codable, Sendable, Equatable {
    /// The policy; nil where the bundle stays as it is.
    public var policy: String?
    /// Why, in a sentence.
    public var reason: String

    /// The rule of `auto`, as the help and the page state it.
    public static let rule =
        "auto takes the policy with the fewest multiply-adds among those whose accuracy, on held-out old and new examples "
        + "together, lies within the margin of the best policy's; where no policy does better than the bundle as it is, the "
        + "bundle stays"

    /// The choice by the rule of `auto`.
    /// - Parameter points: the margin in percentage points.
    static func automatic(_ rows: [UpdateRow], within points: Double) -> UpdateChoice {
        let policies = rows.filter { $0.policy != UpdateRow.unchanged }
        guard let best = policies.max(by: { $0.both.share < $1.both.share }) else {
            return UpdateChoice(policy: nil, reason: "no policy was tried")
        }
        if let own = rows.first(where: { $0.policy == UpdateRow.unchanged }), best.both.share <= own.both.share {
            return UpdateChoice(
                policy: nil,
                reason:
                    "no policy does better than the bundle as it is (\(text(own)); the best, \(best.policy), \(text(best)))"
            )
        }
        // Shares are quotients of small whole numbers: the slack is far below one example.
        let good = policies.filter { $0.both.share >= best.both.share - points / 100 - 1e-9 }
        let chosen = good.min { ($0.multiplyAdds, $1.both.share) < ($1.multiplyAdds, $0.both.share) } ?? best
        let margin = UpdateResult.words(margin: points)
        guard chosen.policy != best.policy else {
            return UpdateChoice(
                policy: chosen.policy,
                reason: "\(chosen.policy) is the best (\(text(chosen))), and nothing cheaper comes within \(margin)")
        }
        let times = Double(best.multiplyAdds) / Double(max(1, chosen.multiplyAdds))
        return UpdateChoice(
            policy: chosen.policy,
            reason: "\(chosen.policy) (\(text(chosen))) is the cheapest within \(margin) of the best, \(best.policy) "
                + "(\(text(best))), at \(Humanise.compact(times, figures: 2)) times fewer operations")
    }

    private static func text(_ row: UpdateRow) -> String { Humanise.percent(row.both.share) }
}
