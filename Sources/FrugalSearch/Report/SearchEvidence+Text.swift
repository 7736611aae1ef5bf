import FrugalTrack

extension SearchEvidence {
    /// The heads of the table of searches. Search scores stand here and nowhere else.
    static let searchHeader = [
        "search", "seed", "trials", "failed", "best search score", "found at trial", "time",
    ]

    /// A row a search.
    var searchRows: [[String]] {
        searches.map { search in
            let best = search.trials.filter { $0.score != nil }.max { ($0.score ?? 0) < ($1.score ?? 0) }
            return [
                search.searcher, "\(search.seed)", "\(search.trials.count)",
                "\(search.trials.count { $0.score == nil })",
                best?.score.map { Humanise.percent($0, decimals: 2) } ?? "none", best.map { "\($0.number)" } ?? "",
                Humanise.duration(search.seconds),
            ]
        }
    }

    /// The heads of the table of final scores.
    static let finalHeader = [
        "network", "trainings", "final validation", "test", "parameters", "multiply-adds", "time",
    ]

    /// A row a network that was trained wholly.
    var finalRows: [[String]] {
        finals.map { final in
            [
                final.name, "\(final.trainings.count)", Self.text(final.validation),
                final.test.map(Self.text) ?? "not read",
                final.costs[.parameters].map { Humanise.count(Int($0)) } ?? "",
                final.costs[.operations].map { Humanise.count(Int($0)) } ?? "",
                Humanise.duration(final.trainings.reduce(0) { $0 + $1.seconds }),
            ]
        }
    }

    /// A mean in percent, with its deviation where there is one.
    static func text(_ summary: SampleSummary) -> String {
        guard summary.count > 1 else { return "\(Humanise.fixed(summary.mean, 2)) %" }
        return "\(Humanise.fixed(summary.mean, 2)) ± \(Humanise.fixed(summary.standardDeviation, 2)) %"
    }

    /// What the comparison with random search and with the networks made by hand says, a sentence each.
    public var findings: [String] {
        var lines: [String] = []
        let groups = finals.map(\.group).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        for group in groups where !["chosen", "preset", Self.smallerGroup].contains(group) {
            for other in ["random", "preset"] where groups.contains(other) && other != group {
                let comparison = comparison(of: group, with: other)
                let difference = Humanise.fixed(abs(comparison.difference), 2)
                let error = Humanise.fixed(comparison.standardError, 2)
                switch comparison.verdict {
                case .higher: lines.append("\(group) is \(difference) points above \(other) (standard error \(error))")
                case .lower: lines.append("\(group) is \(difference) points below \(other) (standard error \(error))")
                case .tie:
                    lines.append("\(group) and \(other): no difference (\(difference) points, standard error \(error))")
                case .unknown: lines.append("\(group) and \(other): too few networks to tell a difference")
                }
            }
        }
        if let begun = searches.first(where: { $0.starts > 0 }) {
            lines.append(
                "\(begun.searcher) began with \(begun.starts) networks that a person would try; random search had none")
        }
        if rankings.count > 1 {
            lines.append(
                "Kendall's tau of search score and final score over \(rankings.count) architectures: "
                    + "\(Humanise.fixed(tau, 2)), in the better half \(Humanise.fixed(tauAtTheTop, 2))")
        }
        return lines
    }

    /// The whole as text for a terminal.
    public var text: String {
        var lines = [
            "space \(space.name)@\(space.hash), \(Humanise.compact(space.size)) architectures; looked for: \(goal)", "",
        ]
        lines += TextTable(
            header: Self.searchHeader, rows: searchRows,
            alignments: [.left, .right, .right, .right, .right, .right, .right]
        ).lines()
        lines.append("")
        let rows = finalRows.enumerated().map { [$0.offset == chosen ? "*" : ""] + $0.element }
        lines += TextTable(
            header: [""] + Self.finalHeader, rows: rows,
            alignments: [.left, .left, .right, .right, .right, .right, .right, .right]
        ).lines()
        lines.append("")
        lines += findings
        lines.append("cost: " + seconds.map { "\($0.name) \(Humanise.duration($0.seconds))" }.joined(separator: ", "))
        lines.append("test part read \(testReads == 1 ? "once" : "\(testReads) times")")
        return lines.joined(separator: "\n") + "\n"
    }
}
