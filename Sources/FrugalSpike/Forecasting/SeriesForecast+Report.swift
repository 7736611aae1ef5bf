import FrugalTrack

extension SeriesForecast {
    /// The errors as text, with what was filled in.
    public var text: String {
        let rows = methods.map { [$0.name, Humanise.fixed($0.error, 2), operations(of: $0)] }
        let table = TextTable(
            header: ["method", "error %", "operations"], rows: rows, alignments: [.left, .right, .right])
        return table.text() + notes.map { "note: \(DisplayWidth.sanitised($0))\n" }.joined()
    }

    /// The page: errors, a week of the judged part, and what is to come.
    /// - Parameter command: the command that repeats it.
    public func report(command: String) -> Report {
        let best = methods.indices.min { methods[$0].error < methods[$1].error }
        let table = Report.Table(
            header: ["method", "error %", "operations"],
            rows: methods.map { [$0.name, Humanise.fixed($0.error, 2), operations(of: $0)] }, highlightedRow: best,
            caption: "Mean absolute error in per cent of the demand, over the last "
                + "\(Humanise.percent(settings.testShare, decimals: 0)) of the series, which no network was trained on."
        )
        return Report(
            title: "Demand forecast, \(settings.task.title)",
            summary: methods.last.map { "The spiking network errs by \(Humanise.fixed($0.error, 2)) % on average." }
                ?? "",
            tiles: methods.map { Report.Tile($0.name, Humanise.fixed($0.error, 2) + " %") },
            sections: [
                Report.Section(
                    "Errors", [.table(table)] + notes.map { .note($0 + ".") } + [.prose(Self.method)]),
                Report.Section("The last week", [.chart(weekChart)]),
                Report.Section("What is to come", [.chart(futureChart)]),
                Report.Section("Again", [.code(command)]),
            ],
            footer: Versions.all.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", "))
    }

    private static let method =
        "Both networks learn what linear regression is short of, from the same inputs: past demand and temperature, "
        + "time of day and of year, day of the week and holidays. In the spiking one a number is the time of a spike "
        + "(SpikeProp). The perceptron by spikes is the perceptron converted: its activations are rates of spikes."

    private func operations(of method: Method) -> String {
        method.operations.map { Humanise.count(Int($0.rounded())) } ?? ""
    }

    private var weekChart: LineChart {
        let first = week.targets.first ?? 0
        func line(_ name: String, _ values: [Double]) -> LineChart.Series {
            LineChart.Series(
                name, zip(week.targets, values).map { (Double($0 - first) / Double(series.day), $1) })
        }
        return LineChart(
            "Measured and forecast",
            series: [line("measured", week.targets.map { series.demand[$0] })]
                + week.forecasts.reversed().map { line($0.name, $0.values) },
            x: ChartAxis("days from \(CivilTime.text(utc: series.time(first)))"), y: ChartAxis("demand"))
    }

    private var futureChart: LineChart {
        func line(_ name: String, _ value: (Period) -> Double) -> LineChart.Series {
            LineChart.Series(name, values: periods.map(value))
        }
        return LineChart(
            "Forecast from \(periods.first?.time ?? "")",
            series: [
                line("spiking network", \.spiking), line("perceptron by spikes", \.converted),
                line("perceptron", \.perceptron), line("last week", \.lastWeek),
            ], x: ChartAxis("periods of \(series.step / 60) minutes"), y: ChartAxis("demand"))
    }
}
