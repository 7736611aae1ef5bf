extension Reproduction {
    /// The page about a reproduction: figures beside the published ones, charts, protocol, cost, how to repeat it.
    /// - Parameters:
    ///   - command: the command that repeats it.
    ///   - dataHashes: SHA-256 of the files read, by name.
    public func report(command: String, dataHashes: [String: String] = [:]) -> Report {
        Report(
            title: title,
            summary: "\(id) at \(scale.rawValue) scale: \(verdictText).",
            tiles: [
                Report.Tile("verdict", verdict.rawValue, note: verdictGrounds),
                Report.Tile("scale", scale.rawValue),
                Report.Tile("seeds", Humanise.list(seeds)),
                Report.Tile("time", ledger.seconds.map(Humanise.duration) ?? "unknown"),
            ],
            sections: [figures, conditions, cost] + [repetition(command, dataHashes)],
            footer: Versions.all.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", "))
    }

    private var figures: Report.Section {
        let table = table
        let hasEpisodes = rows.contains { $0.halfWidth != nil }
        let figures = Report.Block.table(
            Report.Table(
                header: table.header, rows: table.rows,
                caption: "Ours: mean ± standard deviation over the seeds."
                    + (hasEpisodes ? " Over episodes: half of the 95 % interval of one seed's mean." : "")))
        let pictures =
            illustrations.compactMap { picture in picture.chart.map { .chart($0, caption: picture.caption) } }
            + charts.map { Report.Block.chart($0) }
        // Nobody scrolls through a long table to find the pictures.
        let blocks = rows.count > 20 ? pictures + [figures] : [figures] + pictures
        return Report.Section("Figures", blocks + notes.map { .prose($0) })
    }

    /// Ours beside the published, one chart a unit; a chart of more than a dozen rows would hide what the table shows.
    private var charts: [BarChart] {
        let comparable = rows.filter { $0.published != nil && $0.summary.mean.isFinite }
        let units = comparable.map(\.unit).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        return units.compactMap { unit in
            let members = comparable.filter { $0.unit == unit }
            guard members.count <= 12 else { return nil }
            return BarChart(
                "Ours and published, \(unit)", bars: members.flatMap(Self.bars),
                axis: ChartAxis(unit))
        }
    }

    private static func bars(_ row: ReproductionRow) -> [BarChart.Bar] {
        guard let published = row.published else { return [] }
        let mean = row.summary.mean
        let spread = row.summary.standardDeviation.isFinite ? row.summary.standardDeviation : row.halfWidth
        return [
            BarChart.Bar(
                row.name, mean, interval: spread.map { Interval(low: mean - $0, high: mean + $0) }, isHighlighted: true),
            BarChart.Bar("published", published.value),
        ]
    }

    private var conditions: Report.Section {
        var blocks = protocolLines.map { Report.Block.prose($0) }
        if !scaledDown.isEmpty {
            blocks.append(.note("Smaller than published: " + scaledDown.joined(separator: "; ") + "."))
        }
        return Report.Section("Protocol", blocks)
    }

    private var cost: Report.Section {
        Report.Section(
            "Cost",
            [.table(Report.Table(header: ["quantity", "value"], rows: ledger.rows.map { [$0.name, $0.value] }))])
    }

    private func repetition(_ command: String, _ dataHashes: [String: String]) -> Report.Section {
        var blocks: [Report.Block] = [.code(command)]
        if !dataHashes.isEmpty {
            let rows = dataHashes.sorted { $0.key < $1.key }.map { [$0.key, $0.value] }
            blocks.append(.table(Report.Table(header: ["data", "SHA-256"], rows: rows)))
        }
        return Report.Section("Again", blocks)
    }
}
