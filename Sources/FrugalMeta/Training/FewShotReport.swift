import FrugalData
import FrugalTrack

extension FewShotResult {
    /// The page about a training: the score on unseen classes, how training went, the protocol, how to repeat it.
    /// - Parameter command: the command that repeats it.
    public func report(command: String) -> Report {
        Report(
            title: "An embedding for new classes, from \(data)",
            summary: "On classes that it never saw: \(test.description).",
            tiles: [
                Report.Tile(
                    "\(test.shape), unseen classes", Humanise.percent(test.accuracy / 100, decimals: 2),
                    note: "± \(Humanise.percent(test.halfWidth / 100, decimals: 2)), \(test.episodes) tasks"),
                Report.Tile(
                    "calibration error", test.calibrationError.map { Humanise.percent($0, decimals: 2) } ?? "unknown"),
                Report.Tile("parameters", Humanise.count(parameters)),
                Report.Tile("time", Humanise.duration(state.seconds)),
            ],
            sections: [
                Report.Section("Training", [.chart(accuracyChart), .chart(lossChart)]),
                Report.Section("Protocol", protocolBlocks),
                Report.Section(
                    "Cost",
                    [
                        .table(
                            Report.Table(header: ["quantity", "value"], rows: ledger.rows.map { [$0.name, $0.value] }))
                    ]),
                Report.Section("Again", [.code(command)]),
            ],
            footer: Versions.all.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", "))
    }

    private var accuracyChart: LineChart {
        let points = state.looks.map { (x: Double($0.episode), y: 100 * $0.accuracy) }
        return LineChart(
            "Accuracy on validation classes, \(recipe.training.validationTask)",
            series: [LineChart.Series("validation", points)], x: ChartAxis("training episodes"), y: ChartAxis("%"),
            rules: state.best.map { [.vertical(Double($0.episode), label: "kept")] } ?? [])
    }

    private var lossChart: LineChart {
        let points = state.looks.map { (x: Double($0.episode), y: $0.loss) }
        return LineChart(
            "Training loss, \(recipe.training.task)", series: [LineChart.Series("loss", points)],
            x: ChartAxis("training episodes"), y: ChartAxis("cross entropy"))
    }

    private var protocolBlocks: [Report.Block] {
        [
            .prose(
                "Classes are divided by the split \"\(split)\"; "
                    + (reading.rotationsAsClasses ? "each quarter turn is a class. " : "pictures stay upright. ")
                    + "Pictures of \(reading.size), resized by \(reading.filter.rawValue). Seed \(seed)."),
            .prose(
                "Test tasks have \(test.shape.queries) queries a class and were read once, after training. Batch "
                    + "normalisation uses running statistics: no query helps another."),
        ]
    }
}
