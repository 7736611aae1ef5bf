import ArgumentParser
import FrugalData
import FrugalTrack

/// `frugal data list`: the data sets known, and which are at hand.
struct DataListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the data sets known by name, and which of them are at hand.")

    @OptionGroup var folders: DataOptions
    @OptionGroup var output: OutputOptions

    private struct Listing: Encodable {
        struct Entry: Encodable {
            var name: String
            var title: String
            var licence: String
            var bytes: Int
            var files: Int
            var found: Int
        }
        var folders: [String]
        var sets: [Entry]
    }

    func run() throws {
        let registry = Registry(dataFolder: folders.dataFolder)
        let entries = registry.list()
        if output.json {
            let sets = entries.map {
                Listing.Entry(
                    name: $0.set.name, title: $0.set.title, licence: $0.set.licence, bytes: $0.set.bytes,
                    files: $0.set.files.count, found: $0.found.count)
            }
            return try Output.json(Listing(folders: registry.folders, sets: sets))
        }
        let rows = entries.map { entry in
            let state =
                entry.isComplete
                ? "here" : entry.found.isEmpty ? "" : "\(entry.found.count) of \(entry.set.files.count)"
            return [entry.set.name, state, Humanise.bytes(entry.set.bytes), entry.set.title]
        }
        Output.result(
            TextTable(
                header: ["name", "at hand", "size", "what"], rows: rows, alignments: [.left, .left, .right, .left]
            )
            .text())
        output.terminal.line("looked in \(registry.folders.joined(separator: ", "))")
    }
}
