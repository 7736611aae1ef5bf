import FrugalSpike
import FrugalTrack

/// The page about a spiking network: accuracy over operations, what each layer does, energy in three columns.
struct SpikingReport {
    private let result: SpikingConversion.Result
    private let name: String

    init(_ result: SpikingConversion.Result, name: String) {
        self.result = result
        self.name = name
    }

    var page: Report {
        let operations = result.curve.ledger.operations
        return Report(
            title: "\(name): a spiking network",
            summary:
                "\(Humanise.percent(result.spiking.share, decimals: 2)) on the validation part; the network it was "
                + "made of, \(Humanise.percent(result.analog.share, decimals: 2)).",
            tiles: [
                Report.Tile("validation accuracy", Humanise.percent(result.spiking.share, decimals: 2)),
                Report.Tile(
                    "operations", Humanise.count(Int(operations)),
                    note: "an example; without spikes \(Humanise.count(Int(result.analogLedger.operations)))"),
                Report.Tile("steps", "\(result.recipe.steps)"),
            ],
            sections: [
                Report.Section(
                    "Accuracy over operations",
                    [.chart(SpikingTables.chart(result.curve, analog: result.analogLedger.operations))]),
                Report.Section(
                    "Layers",
                    [.table(SpikingTables.operations(result.curve.ledger))] + result.report.findings.map { .note($0) }),
                Report.Section("Energy", [.table(SpikingTables.energy(result.curve.ledger, result.analogLedger))]),
            ],
            footer: Versions.all.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", "))
    }
}

/// Tables and charts about spiking networks, for pages and for the terminal.
public enum SpikingTables {
    /// What each layer did, an example.
    public static func operations(_ ledger: OperationLedger) -> Report.Table {
        Report.Table(
            header: ["layer", "additions", "multiply-adds", "neuron updates", "weights read", "membranes touched"],
            rows: (ledger.layers + [ledger.total]).map { layer in
                [layer.name]
                    + [
                        layer.synapticAdditions, layer.multiplyAdds, layer.neuronUpdates, layer.weightAccesses,
                        layer.membraneAccesses,
                    ].map { Humanise.count(Int($0.rounded())) }
            })
    }

    /// Energy by preset in three columns; that of an ordinary network beside where one is given.
    public static func energy(_ ledger: OperationLedger, _ analog: OperationLedger? = nil) -> Report.Table {
        let rows = EnergyPreset.all.flatMap { preset in
            [("spiking", ledger)].map { ($0.0, $0.1, preset) } + (analog.map { [("ordinary", $0, preset)] } ?? [])
        }
        return Report.Table(
            header: ["preset", "network", "compute", "with weights", "with state"],
            rows: rows.map { name, ledger, preset in
                let energy = ledger.energy(preset)
                return [preset.name, name]
                    + [energy.compute, energy.withWeights, energy.withState].map { Humanise.energy($0) }
            })
    }

    /// Accuracy over operations.
    public static func chart(_ curve: SpikingCurve, analog: Double? = nil) -> LineChart {
        LineChart(
            "Accuracy over operations",
            series: [
                LineChart.Series(
                    "spiking", curve.points.indices.map { (curve.points[$0].operations, curve.accuracy($0)) })
            ], x: ChartAxis("operations an example", low: 0),
            y: ChartAxis("accuracy", format: .percent, low: 0, high: 1),
            rules: analog.map { [.vertical($0, label: "without spikes")] } ?? [])
    }
}
