import ArgumentParser
import Foundation
import Frugal
import FrugalFiles
import FrugalSpike
import FrugalTrack

/// `frugal spike simulate`: what a spiking network answers step by step, and what it spends.
struct SpikeSimulateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate",
        abstract: "Present data to a spiking model: accuracy over steps, operations by layer, energy.",
        discussion: """
            Operations are additions that spikes caused and multiply-adds, counted where they happen; the layer that the \
            input reaches counts. Energy has three columns: operations alone, with weights read, with membranes touched.

            EXAMPLES:
              frugal spike simulate spiking.frugal new-photos/
              frugal spike simulate spiking.frugal new-photos/ --steps 16 --chart curve.svg --json
            """)

    @Argument(help: "The spiking model.", completion: .directory)
    var bundle: String

    @Argument(help: "Labelled data of the kind the model was trained on.", completion: .file())
    var data: String

    @Option(help: "The steps of a presentation; the model's own by default.")
    var steps: Int?

    @Option(help: "The most examples to present; all by default.")
    var examples: Int?

    @Option(help: "What Poisson inputs draw from.")
    var seed: UInt64 = 0

    @Option(help: "A file for the curve of accuracy over operations, as SVG.", completion: .file(extensions: ["svg"]))
    var chart: String?

    @OptionGroup var common: CommonOptions
    @OptionGroup var folders: DataOptions

    func run() throws {
        _ = try common.apply()
        Interruption.watch()
        if let examples, examples < 1 {
            throw FrugalError(.usage, "--examples", "\(examples) examples show nothing", remedy: "give 1 or more")
        }
        let simulation = try SpikingSimulation(
            bundle: bundle, data: DataPath.resolve(data, options: folders), limit: examples, steps: steps, seed: seed,
            check: { if Interruption.isAsked { throw FrugalError(.interrupted, "", "stopped as asked") } })
        if let chart {
            let picture = SpikingTables.chart(simulation.curve).svg()
            try asTrackError { try AtomicFile.write(text: picture, to: URL(fileURLWithPath: chart)) }
        }
        try common.output.json ? Output.json(simulation) : Output.result(text(simulation))
    }

    private func text(_ simulation: SpikingSimulation) -> String {
        let curve = simulation.curve
        let rows = curve.points.indices.map { step in
            [
                "\(step + 1)", Humanise.percent(curve.accuracy(step), decimals: 2),
                Humanise.count(Int(curve.points[step].operations)),
            ]
        }
        let steps = TextTable(
            header: ["step", "accuracy", "operations"], rows: rows, alignments: [.right, .right, .right])
        let tables = [SpikingTables.operations(curve.ledger), SpikingTables.energy(curve.ledger)].map { table in
            TextTable(
                header: table.header, rows: table.rows,
                alignments: [.left] + table.header.dropFirst().map { _ in .right }
            ).lines().joined(separator: "\n")
        }
        return ([steps.lines().joined(separator: "\n")] + tables).joined(separator: "\n\n")
            + "\n\n\(Humanise.grouped(simulation.examples)) examples, the mean over them"
    }
}
