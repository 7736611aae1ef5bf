import ArgumentParser
import FrugalSearch
import FrugalTrack

/// `frugal search spaces`: what can be searched.
struct SearchSpacesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "spaces", abstract: "List the search spaces, or the decisions of one.")

    @Argument(help: "A space.")
    var space: String?

    @OptionGroup var output: OutputOptions

    private struct Entry: Encodable {
        var name: String
        var hash: String
        var architectures: Double
        var decisions: [String]
    }

    func run() throws {
        let spaces = try (space.map { [$0] } ?? NetworkFamilies.names).map { try NetworkFamilies.named($0).space }
        if space != nil, !output.json {
            return Output.result(
                TextTable(
                    header: ["decision", "options"],
                    rows: spaces[0].decisions.map { [$0.title, $0.options.map(\.name).joined(separator: ", ")] }
                ).text())
        }
        let entries = spaces.map { space in
            Entry(
                name: space.name, hash: space.hash, architectures: space.size, decisions: space.kinds.map(\.kind))
        }
        if output.json { return try Output.json(["spaces": entries]) }
        let rows = entries.map {
            [$0.name, Humanise.compact($0.architectures), $0.decisions.joined(separator: ", "), $0.hash]
        }
        Output.result(
            TextTable(
                header: ["space", "architectures", "decides", "hash"], rows: rows,
                alignments: [.left, .right, .left, .left]
            ).text())
    }
}
