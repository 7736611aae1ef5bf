import Foundation
import FrugalTrack

/// The page about a fit: what came out, how sure that is, what was tried, and how to repeat it.
struct FitReport {
    private let result: FitResult
    private let fit: Fit
    private let session: FitSession
    private let mistakes: [Report.Picture]

    init(result: FitResult, fit: Fit, session: FitSession, mistakes: [Report.Picture]) {
        self.result = result
        self.fit = fit
        self.session = session
        self.mistakes = mistakes
    }

    var page: Report {
        let test = result.test
        let accuracy = Humanise.percent(test.accuracy.share, decimals: 2)
        return Report(
            title: "\(fit.bundle.deletingPathExtension().lastPathComponent): a model of \(fit.data)",
            summary:
                "\(result.chosen.name) is right on \(accuracy) of \(Humanise.grouped(test.accuracy.total)) examples that "
                + "nothing else saw.",
            tiles: tiles,
            sections: [choiceSection, leaderboardSection] + Self.tuningSections(result.leaderboard) + [
                calibrationSection
            ] + mistakeSections
                + [curveSection, dataSection, repeatSection].compactMap { $0 },
            footer: Versions.all.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", "))
    }

    private var tiles: [Report.Tile] {
        let test = result.test
        let chosen = result.chosen
        let interval = "95 % interval \(Humanise.percent(test.interval.low)) to \(Humanise.percent(test.interval.high))"
        return [
            Report.Tile("test accuracy", Humanise.percent(test.accuracy.share, decimals: 2), note: interval),
            Report.Tile(
                "calibration error", Humanise.percent(test.calibrationError),
                note: "temperature \(Humanise.compact(result.temperature))"),
            Report.Tile("parameters", chosen.parameters.map(Humanise.count) ?? "unknown"),
            Report.Tile("multiply-adds", chosen.operationsText ?? "unknown", note: "an example"),
            Report.Tile("latency", chosen.latency.map(Humanise.duration) ?? "unknown", note: "one example alone"),
            Report.Tile("time used", Humanise.duration(result.seconds), note: timeNote),
        ]
    }

    private var timeNote: String { fit.recipe.seconds.map { "of \(Humanise.duration($0))" } ?? "no limit" }

    private var choiceSection: Report.Section {
        let goal =
            fit.recipe.goal == .accuracy
            ? "the best validation accuracy"
            : "the least \(fit.recipe.goal.rawValue) within \(Humanise.compact(fit.recipe.within)) points of the best validation accuracy"
        var blocks: [Report.Block] = [
            .prose(
                "The choice was made by \(goal). "
                    + (result.isRefitted
                        ? "The chosen network was then trained once more, from new weights and for as many epochs, on the training and "
                            + "validation parts together. The temperature that makes its probabilities honest was fitted on the validation "
                            + "answers of the network before that, because afterwards no example was left that it had not seen."
                        : "The temperature that makes its probabilities honest was fitted on the validation part.")),
            .prose(
                result.testReads == 1
                    ? "The test part was scored once, by this last step."
                    : "The test part was read \(result.testReads) times, because the run was stopped while it was being read."
            ),
        ]
        if let yardstick = result.leaderboard.first(where: { $0.role == .yardstick })?.validation?.share,
            result.test.interval.low <= yardstick
        {
            blocks.append(
                .note(
                    "The interval of the test accuracy reaches down to what always answering the most frequent class gives "
                        + "(\(Humanise.percent(yardstick))): this model may have learned nothing."))
        }
        return Report.Section("The choice", blocks)
    }

    private var leaderboardSection: Report.Section {
        let rows = Leaderboard.sorted(result.leaderboard)
        let front = Set(Selection.front(of: result.leaderboard, goal: fit.recipe.goal).map(\.name))
        let table = Report.Table(
            header: [
                "model", "validation", "log loss", "epochs", "parameters", "multiply-adds", "latency", "time", "remark",
            ],
            rows: rows.map { row in
                [
                    row.name, row.validation.map { Humanise.percent($0.share, decimals: 2) } ?? "",
                    row.logLoss.map { Humanise.fixed($0, 4) } ?? "", row.bestEpoch.map { Humanise.fixed($0, 1) } ?? "",
                    row.parameters.map(Humanise.grouped) ?? "",
                    row.synapticAdditions == nil
                        ? row.multiplyAdds.map(Humanise.grouped) ?? "" : row.operationsText ?? "",
                    row.latency.map(Humanise.duration) ?? "", Humanise.duration(row.seconds),
                    row.failure ?? remark(row, isOnFront: front.contains(row.name)),
                ]
            }, highlightedRow: rows.firstIndex { $0.name == result.chosen.name },
            caption:
                "Every model that was tried, by validation accuracy. On the front: no other is both cheaper and better."
        )
        let points = rows.compactMap { row -> ScatterChart.Point? in
            guard row.role != .yardstick, let share = row.validation?.share, let cost = row.multiplyAdds else {
                return nil
            }
            return ScatterChart.Point(row.name, x: Double(cost), y: share)
        }
        let chart = ScatterChart(
            "Validation accuracy against cost", points: points, x: ChartAxis("multiply-adds", isLogarithmic: true),
            y: ChartAxis("validation accuracy", format: .percent), showsParetoFront: true)
        let gain = SearchGain(result.leaderboard).map { [Report.Block.prose("Search: \($0.text).")] } ?? []
        return Report.Section("Leaderboard", [.table(table)] + gain + (points.count > 1 ? [.chart(chart)] : []))
    }

    private func remark(_ row: LeaderboardEntry, isOnFront: Bool) -> String {
        [isOnFront ? "on the front" : nil, row.search.map { "found in \(Humanise.duration($0.seconds)) of search" }]
            .compactMap { $0 }.joined(separator: "; ")
    }

    private var calibrationSection: Report.Section {
        let test = result.test
        let chart = ReliabilityChart("Confidence against accuracy", test.calibration)
        let text =
            "Of the answers given with a confidence of 90 %, nine in ten should be right. The expected calibration error, the mean gap, is "
            + "\(Humanise.percent(test.calibrationError, decimals: 2)) on the test part."
        return Report.Section("Calibration", [.prose(text), .chart(chart)])
    }

    private var mistakeSections: [Report.Section] {
        let test = result.test
        let worst = test.confusion.mostConfused(12)
        let classes = test.confusion.classes
        var blocks: [Report.Block] = []
        if classes.count <= 100 {
            blocks.append(.chart(MatrixChart("Test examples by true class and answer", confusion: test.confusion)))
        }
        if !worst.isEmpty {
            blocks.append(
                .table(
                    Report.Table(
                        header: ["true class", "taken for", "times"],
                        rows: worst.map { [classes[$0.truth], classes[$0.predicted], "\($0.count)"] },
                        caption: "What was confused most.")))
        }
        blocks.append(
            .table(
                Report.Table(
                    header: ["class", "examples", "recall", "precision"],
                    rows: test.classes.map { score in
                        [
                            score.name, "\(score.recall.total)",
                            score.recall.total > 0 ? Humanise.percent(score.recall.share) : "",
                            score.precision.total > 0 ? Humanise.percent(score.precision.share) : "",
                        ]
                    }, caption: "Test scores by class.")))
        if !mistakes.isEmpty {
            blocks.append(.prose("The mistakes made with the highest confidence, worst first:"))
            blocks.append(.gallery(mistakes))
        }
        return [Report.Section("Confusions", blocks)]
    }

    private var curveSection: Report.Section? {
        let names = result.leaderboard.filter { $0.role == .network || $0.role == .longRun }.map(\.name)
        let curves = names.compactMap { name in session.curve(of: name).map { (name, $0) } }
        guard !curves.isEmpty else { return nil }
        func chart(_ title: String, _ axis: ChartAxis, _ value: (CurvePoint) -> Double?) -> LineChart {
            let series = curves.map { name, curve in
                LineChart.Series(name, curve.compactMap { point in value(point).map { (point.epoch, $0) } })
            }
            var chart = LineChart(title, series: series, x: ChartAxis("epoch"), y: axis)
            // Two stand beside each other: drawn at their size, so that their letters are as large as elsewhere.
            chart.width = 430
            chart.height = 260
            return chart
        }
        return Report.Section(
            "Learning curves",
            [
                .charts([
                    chart("Validation accuracy", ChartAxis("accuracy", format: .percent), \.validationAccuracy),
                    chart("Validation log loss", ChartAxis("log loss", isLogarithmic: true), \.validationLoss),
                    chart("Training loss", ChartAxis("loss", isLogarithmic: true)) { $0.trainingLoss },
                ])
            ])
    }

    private var dataSection: Report.Section {
        let sizes = result.splitSizes
        var blocks: [Report.Block] = [
            .prose(
                "\(fit.data): \(sizes["train"] ?? 0) examples to train on, \(sizes["validation"] ?? 0) to choose by, "
                    + "\(sizes["test"] ?? 0) for the score. Which is which is in \(fit.work.lastPathComponent)/split.tsv."
            )
        ]
        blocks += result.findings.prefix(50).map { .note($0) }
        if result.findings.isEmpty {
            blocks.append(.prose("Nothing was found in the data that would spoil the score."))
        }
        return Report.Section("Data", blocks)
    }

    private var repeatSection: Report.Section {
        var blocks: [Report.Block] = [.code(fit.commandLine)]
        if fit.recipe.maximumEpochs == nil {
            blocks.append(
                .prose(
                    "How many epochs fit into a time depends on the machine, so that this gives a similar model and not the same one; "
                        + "with --epochs it is the same one on the same machine."))
        }
        return Report.Section("To repeat it", blocks)
    }
}
