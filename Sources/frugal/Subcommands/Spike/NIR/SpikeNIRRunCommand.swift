import ArgumentParser
import Foundation
import FrugalData
import FrugalSpike

/// `frugal spike nir run`: a file on an input, for comparison with other simulators.
struct SpikeNIRRunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Run a NIR file on an input and print what it answers in each step.")

    @Argument(help: "The file.", completion: .file(extensions: ["nir"]))
    var file: String

    @Option(help: "The input: a line for each step, numbers between commas.", completion: .file())
    var input: String

    @Flag(help: "Run on the engine, which takes any graph; the input must be spikes. Else: chains, step by step.")
    var engine = false

    @OptionGroup var how: NIRReadingOptions
    @OptionGroup var output: OutputOptions

    private struct Result: Encodable {
        var outputs: [[Float]]
        var notes: [String]
    }

    func run() throws {
        let url = URL(fileURLWithPath: file)
        let inputs = try NIRRun.inputs(URL(fileURLWithPath: input))
        let graph = try NIRFile.read(url).graph
        do {
            let run =
                engine
                ? try NIRRun.engine(graph, inputs, reading: how.reading)
                : try NIRRun.feedForward(graph, inputs, reading: how.reading)
            if output.json { return try Output.json(Result(outputs: run.network, notes: run.notes)) }
            for note in run.notes { Output.talk("\(file): \(note)") }
            let lines = run.network.map {
                $0.map { $0 == 0 || $0 == 1 ? "\(Int($0))" : "\($0)" }.joined(separator: ",")
            }
            Output.result(lines.joined(separator: "\n"))
        } catch let error as DataError {
            throw error.file == nil ? error.inFile(url.path) : error
        }
    }
}
