import ArgumentParser
import Frugal
import FrugalData
import FrugalTrack

/// `frugal data show`: what is in some data, and what may spoil a result.
struct DataShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show what is in some data, and what may spoil a result.",
        discussion: """
            EXAMPLES:
              frugal data show photos/
              frugal data show photos/ --sheet sheet.png
              frugal data show iris.csv --target species --json
            """)

    @Argument(help: "A folder or a file of data, or the name of a data set at hand.", completion: .file())
    var data: String

    @Option(help: "Write a contact sheet of some pictures of every class, as PNG.", completion: .file())
    var sheet: String?

    @Option(help: "The column of a table that holds the class; the last one by default.")
    var target: String?

    @Option(help: "The seed that picks the pictures of the sheet.")
    var seed: UInt64 = 0

    @OptionGroup var folders: DataOptions
    @OptionGroup var output: OutputOptions

    private struct Shown: Encodable {
        var examples: Int
        var form: String
        var classes: [DataSummary.ClassCount]
        var findings: [String]
        var sheet: String?
    }

    func run() throws {
        var options = LabelledData.Options()
        options.target = target
        // A look must not fail on the very faults it is there to show.
        options.skipsBroken = true
        let examples = try LabelledData.load(try DataPath.resolve(data, options: folders), options: options)
        let (summary, pictures) = summary(of: examples)
        if let sheet {
            guard let pictures else {
                throw FrugalError(
                    .usage, "--sheet", "a table has no pictures to put on a sheet", remedy: "leave the option out")
            }
            let drawn = try ContactSheet(pictures, seed: seed)
            try drawn.write(to: sheet)
            for line in drawn.legend { output.terminal.line("  \(DisplayWidth.sanitised(line))") }
        }
        if output.json {
            return try Output.json(
                Shown(
                    examples: summary.examples, form: summary.form, classes: summary.classes,
                    findings: examples.findings,
                    sheet: sheet))
        }
        Output.result("\(data): \(Humanise.grouped(summary.examples)) examples, \(summary.form)")
        let rows = summary.classes.map { [$0.name, "\($0.count)"] }
        Output.result(TextTable(header: ["class", "examples"], rows: rows).text())
        for finding in examples.findings { Output.result("! \(DisplayWidth.sanitised(finding))") }
        if let sheet { Output.result("contact sheet: \(sheet)") }
    }

    private func summary(of examples: LabelledData) -> (DataSummary, LabelledImages?) {
        switch examples.contents {
        case .pictures(let images): (DataSummary(images), images)
        case .table(let table, let target, _): (DataSummary(table, target: target), nil)
        }
    }
}
