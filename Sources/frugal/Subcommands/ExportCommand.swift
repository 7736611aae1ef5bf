import ArgumentParser
import Frugal
import FrugalSpike
import FrugalTrack

/// `frugal export`: a model as one source file for small targets.
struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write a model as one source file for microcontrollers.",
        discussion: """
            The file holds the weights and the program, includes no library and allocates nothing. Its head says what it \
            takes and what to call.

            EXAMPLES:
              frugal export digits.frugal --to c
              frugal export digits.frugal --to swift --weights int8 --out Digits.swift
              frugal export digits.frugal --to c --weights int8 --check new-digits/
            """)

    @Argument(help: "The model: a folder that `frugal fit` wrote.", completion: .directory)
    var bundle: String

    @Option(help: "The language: c (C99) or swift (Embedded Swift).")
    var to: EdgeLanguage

    @Option(help: "How weights are held: float32, or int8 with a scale for each neuron or filter.")
    var weights: EdgeWeights = .float32

    @Option(help: "The file to write; NAME.c or NAME.swift in this folder by default.", completion: .file())
    var out: String?

    @Option(help: "What its functions are called after; the model's name by default.")
    var name: String?

    @Option(help: "Labelled data on which the file's answers are compared with the model's.", completion: .file())
    var check: String?

    @OptionGroup var output: OutputOptions
    @OptionGroup var folders: DataOptions

    func run() throws {
        let export = try BundleExport(bundle: bundle)
        let file = try export.file(to, named: name, weights: weights)
        let data = try check.map { try DataPath.resolve($0, options: folders) }
        let comparison = try data.map { try export.comparison(on: $0, weights: weights) }
        let path = out ?? "\(file.name).\(to.rawValue)"
        try BundleExport.write(file, to: path)
        let record = ExportRecord(file, at: path, classes: export.predictor.classes, comparison: comparison)
        if output.json { return try Output.json(record) }
        let table = TextTable(
            header: [path, "\(record.classes.count) classes, \(weights.rawValue) weights"],
            rows: record.rows.map { [$0.name, $0.value] }, alignments: [.left, .left])
        Output.result(table.lines().joined(separator: "\n"))
    }
}

extension EdgeLanguage: ExpressibleByArgument {}
extension EdgeWeights: ExpressibleByArgument {}
