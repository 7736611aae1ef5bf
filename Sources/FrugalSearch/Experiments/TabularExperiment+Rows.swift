import FrugalTrack

extension TabularExperiment {
    /// What a reader must know to judge the figures.
    static func protocolLines(_ settings: Settings) -> [String] {
        [
            "\(settings.repetitions) repetitions of every search, each with a seed of its own; ± is their standard deviation",
            "NAS-Bench-Macro: mean test accuracy of three seeds, which is also what the search is told",
            "NAS-Bench-201 (an extract, almost surely after 12 epochs): told validation, reported test accuracy of CIFAR-10",
            "evolution: population \(settings.evolution.population), sample \(settings.evolution.sample), one mutation a child",
            "controller: two LSTM layers of 35 units, REINFORCE in batches of \(settings.reinforce.batch), Adam "
                + "\(settings.reinforce.learning.learningRate), picked once",
            "a figure is met within two standard errors of the difference, and half of the last place that was written",
        ]
    }

    /// Mean and deviation of 100 repetitions by the project's reference: table, searcher, queries.
    private static let anchors: [String: [Int: (mean: Double, deviation: Double)]] = [
        "nas-bench-macro random": [50: (92.78, 0.18), 100: (92.88, 0.15), 200: (92.95, 0.11), 400: (93.01, 0.09)],
        "nas-bench-macro evolution": [50: (92.92, 0.16), 100: (93.08, 0.07), 200: (93.12, 0.02), 400: (93.126, 0.003)],
        "nas-bench-201 random": [50: (87.80, 0.67), 100: (88.05, 0.44), 200: (88.29, 0.36), 500: (88.53, 0.34)],
        "nas-bench-201 evolution": [50: (88.10, 0.74), 100: (88.61, 0.42), 200: (88.74, 0.35), 500: (88.90, 0.31)],
    ]

    /// The table of finished searches.
    static func rows(_ results: [SearchCurves]) -> [ReproductionRow] {
        var rows: [ReproductionRow] = []
        for curves in results {
            let name = "\(curves.table) \(curves.searcher)"
            for mark in curves.marks {
                let values = curves.values(at: mark)
                let anchor = anchors[name]?[mark]
                let ours = SampleSummary(values).standardError
                let tolerance = anchor.map { anchor in
                    let theirs = anchor.deviation / 10
                    return 2 * (ours * ours + theirs * theirs).squareRoot() + 0.005
                }
                rows.append(
                    ReproductionRow(
                        "\(curves.table), \(curves.searcher), best of \(mark)", unit: "% accuracy", values: values,
                        published: anchor.map {
                            Published($0.mean, source: "the house's reference measurement, 100 repetitions")
                        },
                        aim: .equal, tolerance: tolerance ?? 0))
            }
            if let random = results.first(where: { $0.table == curves.table && $0.searcher == "random" }),
                curves.searcher == "reinforce"
            {
                rows += beyond(random, curves)
            }
        }
        return rows
    }

    /// How far a controller is above random search, and how fast it was.
    private static func beyond(_ random: SearchCurves, _ curves: SearchCurves) -> [ReproductionRow] {
        let comparison = SampleSummary(curves.values(at: 200)).compared(to: SampleSummary(random.values(at: 200)))
        let isBar = curves.table == "nas-bench-macro"
        let queries = Double(curves.best.count * (curves.marks.max() ?? 0))
        return [
            ReproductionRow(
                "\(curves.table), reinforce above random, best of 200", unit: "standard errors",
                values: [comparison.difference / comparison.standardError],
                published: isBar ? Published(2, source: "the house's bar") : nil,
                note: isBar ? "" : "no bar: shown for what it is"),
            ReproductionRow(
                "\(curves.table), reinforce, 100 repetitions of 200 queries", unit: "seconds",
                values: [curves.seconds * 20_000 / queries],
                published: isBar ? Published(60, source: "the house's bar") : nil, aim: .lower,
                note: isBar ? "" : "no bar: shown for what it is"),
        ]
    }
}
