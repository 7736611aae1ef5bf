import Foundation
import FrugalTrack

extension SearchEvidence {
    /// The page about a search: what was found, what it cost, and whether the search earned it.
    /// - Parameters:
    ///   - title: the heading.
    ///   - drawings: pictures of the networks found, with captions.
    ///   - sections: what else belongs on the page, such as data and recipe.
    public func report(
        title: String, drawings: [(chart: any Chart, caption: String)] = [], sections: [Report.Section] = []
    ) -> Report {
        let found = finals.indices.contains(chosen) ? finals[chosen] : nil
        let trials = searches.reduce(0) { $0 + $1.trials.count }
        return Report(
            title: title,
            summary: (found.map { "\($0.name): \($0.test.map(Self.text) ?? Self.text($0.validation))" }
                ?? "nothing found")
                + ", out of \(Humanise.compact(space.size)) architectures.",
            tiles: [
                Report.Tile(
                    "test accuracy", found?.test.map(Self.text) ?? "not read",
                    note: "of the chosen network, \(found?.trainings.count ?? 0) trainings"),
                Report.Tile("parameters", found?.costs[.parameters].map { Humanise.count(Int($0)) } ?? "unknown"),
                Report.Tile(
                    "multiply-adds", found?.costs[.operations].map { Humanise.count(Int($0)) } ?? "unknown",
                    note: "an example"),
                Report.Tile("trials", "\(trials)", note: "in \(searches.count) searches"),
                Report.Tile("time", Humanise.duration(seconds.reduce(0) { $0 + $1.seconds }), note: "over all lanes"),
            ],
            sections: [finalSection, searchSection, rankingSection, policySection, costSection].compactMap { $0 }
                + drawingSection(drawings) + sections,
            footer: Versions.all.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", "))
    }

    private var finalSection: Report.Section {
        let points = finals.compactMap { final in
            final.costs[.parameters].map {
                ScatterChart.Point(final.name, x: $0, y: final.validation.mean, group: final.group)
            }
        }
        var blocks: [Report.Block] = [
            .prose("Looked for: \(goal). Choices were made on validation examples."),
            .table(
                Report.Table(
                    header: Self.finalHeader, rows: finalRows, highlightedRow: chosen,
                    caption:
                        "Final scores: networks trained on their own for the time that is given, mean ± standard deviation over trainings."
                )),
        ]
        blocks += findings.map { .prose($0 + ".") }
        blocks.append(
            .chart(
                ScatterChart(
                    "Final validation accuracy against parameters", points: points,
                    x: ChartAxis("parameters", isLogarithmic: true), y: ChartAxis("%"), showsParetoFront: true)))
        let reads = testReads == 1 ? "once, after all choices" : "\(testReads) times"
        blocks.append(.prose("The test part was read \(reads)."))
        return Report.Section("What was found", blocks)
    }

    private var searchSection: Report.Section {
        let series = searches.map { search in
            LineChart.Series(
                "\(search.searcher), seed \(search.seed)", values: search.bestSoFar.map { 100 * $0 })
        }
        let rewards = searches.map { search in
            LineChart.Series(
                "\(search.searcher), seed \(search.seed)",
                search.trials.compactMap { trial in trial.score.map { (Double(trial.number + 1), 100 * $0) } })
        }
        var blocks: [Report.Block] = [
            .prose(
                "Search scores come from short trainings on validation examples. They say which architecture to try next; "
                    + "they are not what a network is worth."),
            .table(Report.Table(header: Self.searchHeader, rows: searchRows)),
            .chart(
                LineChart(
                    "Best search score so far", series: series, x: ChartAxis("trials"), y: ChartAxis("%"))),
        ]
        if rewards.count <= 8 {
            blocks.append(
                .chart(LineChart("Every trial", series: rewards, x: ChartAxis("trial"), y: ChartAxis("%"))))
        }
        let failures = searches.flatMap { search in
            search.trials.compactMap { trial -> [String]? in
                guard case .failed(let reason) = trial.outcome else { return nil }
                return ["\(search.searcher), seed \(search.seed)", "\(trial.number)", reason]
            }
        }
        if !failures.isEmpty {
            blocks.append(
                .table(
                    Report.Table(
                        header: ["search", "trial", "why it failed"], rows: Array(failures.prefix(30)),
                        caption: "\(failures.count) trials failed; the search went on.")))
        }
        return Report.Section("The searches", blocks)
    }

    private var rankingSection: Report.Section? {
        guard rankings.count > 1 else { return nil }
        let points = rankings.enumerated().map { index, pair in
            ScatterChart.Point("\(index + 1)", x: 100 * pair.search, y: 100 * pair.final)
        }
        return Report.Section(
            "Does the search score rank networks?",
            [
                .prose(
                    "\(rankings.count) of the architectures tried, drawn at random, were also trained as the networks found. Kendall's tau "
                        + "of the two rankings is \(Humanise.fixed(tau, 2)); among the better half by search score it is "
                        + "\(Humanise.fixed(tauAtTheTop, 2)). 1 is the same order, 0 is none."),
                .chart(
                    ScatterChart(
                        "Final validation accuracy against search score", points: points,
                        x: ChartAxis("search score, %"),
                        y: ChartAxis("final validation, %"))),
            ])
    }

    private var policySection: Report.Section? {
        let learned = searches.filter { !$0.entropies.isEmpty }
        guard !learned.isEmpty else { return nil }
        return Report.Section(
            "Did the controller learn?",
            [
                .prose("Where the entropy of the policy stays, the controller proposes as it did at first."),
                .chart(
                    LineChart(
                        "Entropy of the policy",
                        series: learned.map { LineChart.Series("seed \($0.seed)", values: $0.entropies) },
                        x: ChartAxis("updates"), y: ChartAxis("nats"))),
            ])
    }

    private var costSection: Report.Section {
        let failed = searches.reduce(0) { $0 + $1.failedSeconds }
        return Report.Section(
            "What it cost",
            [
                .table(
                    Report.Table(
                        header: ["phase", "time over all lanes"],
                        rows: seconds.map { [$0.name, Humanise.duration($0.seconds)] }
                            + [["of which trials that failed", Humanise.duration(failed)]]))
            ])
    }

    private func drawingSection(_ drawings: [(chart: any Chart, caption: String)]) -> [Report.Section] {
        guard !drawings.isEmpty else { return [] }
        return [
            Report.Section("The networks found", drawings.map { .chart($0.chart, caption: $0.caption) })
        ]
    }
}
