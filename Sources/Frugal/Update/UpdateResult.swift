import FrugalTrack

/// What an update gave.
public struct UpdateResult: Codable, Sendable, Equatable {
    /// The score of a network on examples that neither training nor the choice has seen.
    public struct Score: Codable, Sendable, Equatable {
        /// On the old examples; nil where they are not at hand.
        public var old: Proportion?
        /// On the new ones.
        public var new: Proportion
    }

    /// The bundle.
    public var bundle: String
    /// The data that arrived.
    public var arrival: String
    /// The policy asked for.
    public var asked: String
    /// What was chosen and why.
    public var choice: UpdateChoice
    /// The rule of the choice, and the margin in percentage points.
    public var rule: String
    /// The margin of the rule, in percentage points.
    public var within: Double
    /// The bundle as it was, then every policy that was tried.
    public var rows: [UpdateRow]
    /// The score before.
    public var before: Score
    /// The score after; equal where the bundle stays.
    public var after: Score
    /// What a person should know.
    public var findings: [String]
    /// Where the bundle as it was is kept; nil where it has not changed.
    public var previous: String?
    /// The page.
    public var report: String?
    /// Seconds in all.
    public var seconds: Double

    /// The figures as a table.
    public var header: [String] {
        ["policy", "old", "new", "both", "operations", "time", "epochs", "trained on", "old kept"]
    }

    /// One row a policy.
    public var cells: [[String]] {
        rows.map { row in
            let isPolicy = row.policy != UpdateRow.unchanged
            return [
                row.policy, row.old.map { Humanise.percent($0.share) } ?? "unknown", Humanise.percent(row.new.share),
                Humanise.percent(row.both.share), isPolicy ? Humanise.count(row.multiplyAdds) : "",
                isPolicy ? Humanise.duration(row.seconds) : "", isPolicy ? Humanise.compact(row.epochs) : "",
                isPolicy ? Humanise.grouped(row.examples) : "", isPolicy ? Humanise.grouped(row.samplesKept) : "",
            ]
        }
    }

    /// Everything as text.
    public var text: String {
        let table = TextTable(
            header: header, rows: cells, alignments: [.left] + Array(repeating: .right, count: header.count - 1))
        return table.text()
            + "\n\(choice.policy.map { "updated by \($0)" } ?? "not updated"): \(choice.reason)\n"
            + (asked == Update.Policy.auto.rawValue
                ? "rule: \(rule); the margin is \(margin)\n" : "")
            + "score: \(Self.text(before)) before, \(Self.text(after)) after, on examples that nothing else saw\n"
            + (previous.map { "before: \($0) (`frugal update \(bundle) --undo` brings it back)\n" } ?? "")
            + (report.map { "page:  \($0)\n" } ?? "")
    }

    /// The margin in words.
    var margin: String { Self.words(margin: within) }

    /// A margin in percentage points in words.
    static func words(margin: Double) -> String {
        "\(Humanise.compact(margin)) percentage point\(margin == 1 ? "" : "s")"
    }

    private static func text(_ score: Score) -> String {
        func one(_ share: Proportion) -> String {
            "\(Humanise.percent(share.share)) (\(share.successes) of \(share.total))"
        }
        return (score.old.map { "old \(one($0)), " } ?? "") + "new \(one(score.new))"
    }
}
