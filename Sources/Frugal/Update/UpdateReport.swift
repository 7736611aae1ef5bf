import FrugalTrack

/// The page about an update, which takes the place of the bundle's page.
struct UpdateReport {
    let result: UpdateResult
    let manifest: ModelManifest
    let command: String
    /// The file in the bundle that holds the page before.
    let earlier: String

    var page: Report {
        let old = result.rows.first?.old == nil ? "what it knew of the old ones could not be measured" : nil
        return Report(
            title: "\(manifest.name): updated by \(result.choice.policy ?? "nothing")",
            summary: "\(result.arrival) was taken in: \(text(result.after.new)) of new examples are answered rightly, "
                + "\(text(result.before.new)) before"
                + (result.after.old.flatMap { after in
                    result.before.old.map { "; of old ones \(text(after)), \(text($0)) before" }
                } ?? old.map { "; \($0)" } ?? "") + ".",
            tiles: tiles, sections: [policies, choice, data, again],
            footer: Versions.all.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", "))
    }

    private func text(_ share: Proportion) -> String { Humanise.percent(share.share) }

    private var chosen: UpdateRow? { result.rows.first { $0.policy == result.choice.policy } }

    private var tiles: [Report.Tile] {
        [
            Report.Tile("policy", result.choice.policy ?? "none"),
            Report.Tile(
                "old examples", result.after.old.map(text) ?? "unknown",
                note: result.before.old.map { "\(text($0)) before" } ?? ""),
            Report.Tile("new examples", text(result.after.new), note: "\(text(result.before.new)) before"),
            Report.Tile(
                "operations", chosen.map { Humanise.count($0.multiplyAdds) } ?? "unknown", note: "multiply-adds"),
            Report.Tile("old examples kept", chosen.map { Humanise.grouped($0.samplesKept) } ?? "unknown"),
            Report.Tile("time", Humanise.duration(result.seconds), note: "all that was tried"),
        ]
    }

    private var policies: Report.Section {
        let table = Report.Table(
            header: result.header, rows: result.cells,
            highlightedRow: result.rows.firstIndex { $0.policy == result.choice.policy },
            caption:
                "Accuracy on held-out examples that the policies were compared by. Old kept: how many old examples must be "
                + "at hand when new ones arrive.")
        let points = result.rows.filter { $0.policy != UpdateRow.unchanged }
            .map { ScatterChart.Point($0.policy, x: Double(max(1, $0.multiplyAdds)), y: $0.both.share) }
        let chart = ScatterChart(
            "Accuracy against operations", points: points, x: ChartAxis("multiply-adds", isLogarithmic: true),
            y: ChartAxis("accuracy, old and new", format: .percent), showsParetoFront: true)
        return Report.Section("Policies", [.table(table)] + (points.count > 1 ? [.chart(chart)] : []))
    }

    private var choice: Report.Section {
        var blocks: [Report.Block] = [.prose("Chosen: \(result.choice.reason).")]
        if result.asked == Update.Policy.auto.rawValue {
            blocks.append(.prose("The rule: \(result.rule). The margin is \(result.margin)."))
        }
        blocks.append(
            .prose(
                "The figures on top are of examples that neither training nor this choice has seen. The fit had read the old "
                    + "ones among them once, for its own score."))
        return Report.Section("The choice", blocks)
    }

    private var data: Report.Section {
        let history = (manifest.updates ?? []).map { update in
            [
                update.data, "\(update.splitSizes.values.reduce(0, +))", update.policy,
                String(update.dataHash.prefix(12)),
            ]
        }
        let first = manifest.provenance
        let rows = [
            [
                first.data.first ?? "", "\(first.splitSizes.values.reduce(0, +))", "fit",
                String((first.dataHashes["data"] ?? "").prefix(12)),
            ]
        ]
        return Report.Section(
            "What it has learned from",
            [
                .table(
                    Report.Table(
                        header: ["data", "examples", "by", "SHA-256"], rows: rows + history,
                        caption: "The page before this update is \(earlier) in the bundle."))
            ] + result.findings.prefix(50).map { .note($0) })
    }

    private var again: Report.Section {
        Report.Section(
            "Again, and back",
            [
                .code(command.isEmpty ? "try Update(bundle: bundle, arrival: arrival).run()" : command),
                .prose("The bundle as it was is kept; this brings it back, byte for byte:"),
                .code("frugal update \(result.bundle) --undo"),
            ])
    }
}
