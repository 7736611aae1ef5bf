import ArgumentParser
import FrugalData
import FrugalTrack

/// `frugal data verify`: whether files are what they should be.
struct DataVerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Hold the files of a data set against their SHA-256.",
        discussion: """
            EXAMPLES:
              frugal data verify mnist
            """)

    @Argument(help: "A name from `frugal data list`.")
    var name: String

    @OptionGroup var folders: DataOptions
    @OptionGroup var output: OutputOptions

    private struct Check: Encodable {
        var file: String
        var path: String?
        var fault: String?
    }

    func run() throws {
        let checks = try Registry(dataFolder: folders.dataFolder).verify(name).map {
            Check(file: $0.file.name, path: $0.path, fault: $0.fault)
        }
        if output.json {
            try Output.json(["files": checks])
        } else {
            let rows = checks.map { [$0.file, $0.fault ?? "right", $0.path ?? ""] }
            Output.result(TextTable(header: ["file", "state", "path"], rows: rows).text())
        }
        if checks.contains(where: { $0.fault != nil }) { throw ExitCode(1) }
    }
}
