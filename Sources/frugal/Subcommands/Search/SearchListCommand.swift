import ArgumentParser
import Foundation
import Frugal
import FrugalSearch
import FrugalTrack

/// `frugal search list`: the searches in a folder.
struct SearchListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the searches whose folders lie here.")

    @Argument(help: "The folder to look in.", completion: .directory)
    var folder = "."

    @OptionGroup var output: OutputOptions

    private struct Entry: Encodable {
        var folder: String
        var data: String
        var state: String
        var space: String?
        var searcher: String
        var seconds: Double
        var architecture: String?
    }

    func run() throws {
        let entries = try SearchOverview.all(in: folder).map { overview in
            Entry(
                folder: overview.folder.lastPathComponent, data: overview.search.data, state: overview.state,
                space: overview.result?.evidence.space.name ?? overview.search.recipe.space,
                searcher: overview.search.recipe.searcher.rawValue, seconds: overview.seconds,
                architecture: overview.result?.architecture)
        }
        if output.json { return try Output.json(["searches": entries]) }
        guard !entries.isEmpty else { return Output.talk("no searches in \(folder)") }
        let rows = entries.map { entry in
            [
                entry.folder, entry.state, entry.space ?? "", entry.searcher, Humanise.duration(entry.seconds),
                entry.data,
            ]
        }
        Output.result(TextTable(header: ["search", "state", "space", "searcher", "time", "data"], rows: rows).text())
    }
}
