import ArgumentParser
import FrugalData
import FrugalTrack

/// `frugal data get`: fetches what is not on this machine.
struct DataGetCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "get", abstract: "Fetch data sets by name into the cache, checked against their SHA-256.",
        discussion: """
            EXAMPLES:
              frugal data get mnist omniglot
            """)

    @Argument(help: "Names from `frugal data list`.")
    var names: [String]

    @OptionGroup var folders: DataOptions
    @OptionGroup var output: OutputOptions

    private struct Fetched: Encodable {
        var name: String
        var files: [String: String]
    }

    func run() throws {
        let registry = Registry(dataFolder: folders.dataFolder)
        let terminal = output.terminal
        let fetched = try names.map { name in
            let located = try registry.get(name) { terminal.line("  \($0)") }
            if !output.json {
                for (file, path) in located.paths.sorted(by: { $0.key < $1.key }) {
                    Output.result("\(name)/\(file)  \(path)")
                }
            }
            return Fetched(name: located.set.name, files: located.paths)
        }
        if output.json { try Output.json(["sets": fetched]) }
    }
}
