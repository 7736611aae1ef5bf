import FrugalSpike
import FrugalTrack

/// The page about a spiking network: accuracy over operations, what each layer does, energy in three columns.
struct SpikingReport {
    private let name: String
    private let summary: String
    private let accuracy: Proportion
    private let steps: Int
    private let curve: SpikingCurve
    /// Operations of an example without spikes.
    private let denseOperations: Double
    private var denseLedger: OperationLedger?
    private var findings: [String] = []

    /// The page of a converted network.
    init(_ result: SpikingConversion.Result, name: String) {
        self.name = name
        summary =
            "\(Humanise.percent(result.spiking.share, decimals: 2)) on the validation part; the network it was "
            + "made of, \(Humanise.percent(result.analog.share, decimals: 2))."
        (accuracy, steps, curve) = (result.spiking, result.recipe.steps, result.curve)
        (denseOperations, denseLedger) = (result.analogLedger.operations, result.analogLedger)
        findings = result.report.findings
    }

    /// The page of a network that was trained with spikes.
    init(_ result: SpikingFit.Result, curve: SpikingCurve, steps: Int, name: String) {
        self.name = name
        let test = result.test.map { ", \(Humanise.percent($0.accuracy, decimals: 2)) on the test part" } ?? ""
        summary =
            "\(result.network), trained with surrogate gradients: "
            + "\(Humanise.percent(result.validation.accuracy, decimals: 2)) on the validation part\(test)."
        (accuracy, self.steps, self.curve) = (result.validation.correct, steps, curve)
        denseOperations = result.denseOperations
    }

    var page: Report {
        Report(
            title: "\(name): a spiking network", summary: summary,
            tiles: [
                Report.Tile("validation accuracy", Humanise.percent(accuracy.share, decimals: 2)),
                Report.Tile(
                    "operations", Humanise.count(Int(curve.ledger.operations)),
                    note: "an example; without spikes \(Humanise.count(Int(denseOperations)))"),
                Report.Tile("steps", "\(steps)"),
            ],
            sections: [
                Report.Section(
                    "Accuracy over operations", [.chart(SpikingTables.chart(curve, analog: denseOperations))]),
                Report.Section(
                    "Layers", [.table(SpikingTables.operations(curve.ledger))] + findings.map { .note($0) }),
                Report.Section("Energy", [.table(SpikingTables.energy(curve.ledger, denseLedger))]),
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
