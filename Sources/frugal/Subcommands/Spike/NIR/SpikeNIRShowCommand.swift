import ArgumentParser
import Foundation
import FrugalSpike

/// `frugal spike nir show`: what is in a file.
struct SpikeNIRShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show the graph of a NIR file: nodes, shapes, numbers and edges.")

    @Argument(help: "The file.", completion: .file(extensions: ["nir"]))
    var file: String

    @OptionGroup var output: OutputOptions

    private struct Result: Encodable {
        var version: String
        var nodes: [NIRGraph.Line]
    }

    func run() throws {
        let file = try NIRFile.read(URL(fileURLWithPath: file))
        if output.json { return try Output.json(Result(version: file.version, nodes: file.graph.lines())) }
        let version = file.version.isEmpty ? "no version" : "version \(file.version)"
        Output.result(file.graph.table() + "NIR, \(version)\n")
    }
}
