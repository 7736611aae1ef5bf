import ArgumentParser
import Foundation
import Frugal
import FrugalData
import FrugalTrack

/// `frugal reproduce`: a published experiment run again, with our figures beside the published ones.
struct ReproduceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reproduce",
        abstract: "Run a published experiment again and print our figures beside the published ones.",
        discussion: """
            Without ID it lists the experiments. A run lies in the folder reproduce-ID-SCALE, with run.json, result.json \
            and report.html; stopped at any moment, by Ctrl-C or worse, the same command goes on from there. The exit \
            status is 2 where a figure held against a published one was not reached.

            EXAMPLES:
              frugal reproduce
              frugal reproduce omniglot-lake
              frugal reproduce omniglot-lake --scale full --seeds 3 --json
            """)

    @Argument(help: "The experiment.")
    var id: String?

    @Option(help: "How much of it: quick (minutes) or full (the published protocol).")
    var scale = Reproduction.Scale.quick

    @Option(help: "How many seeds; the experiment's own number by default.")
    var seeds: Int?

    @Option(help: "The folder of the run; reproduce-ID-SCALE by default.", completion: .directory)
    var out: String?

    @Flag(help: "List the experiments.")
    var list = false

    @OptionGroup var common: CommonOptions
    @OptionGroup var folders: DataOptions

    func run() throws {
        guard let id, !list else { return try ExperimentList(Experiments.all).show(asJSON: common.output.json) }
        let reproduction = ReproductionRun(
            try Experiments.named(id), scale: scale, seeds: seeds, folder: out.map { URL(fileURLWithPath: $0) },
            registry: Registry(dataFolder: folders.dataFolder), device: try common.apply(),
            command: ShellWords.thisCommand)
        Interruption.watch()
        let talk = RunTalk(common.output.terminal)
        let result: Reproduction
        do {
            result = try reproduction.run(
                say: { talk.line("  \(DisplayWidth.sanitised($0))") },
                progress: { talk.show(part: $0, done: $1, total: $2, best: $3) },
                shouldStop: { Interruption.isAsked })
            talk.finish()
        } catch {
            talk.finish()
            if Interruption.isAsked { talk.line("Go on with: \(ShellWords.joined(CommandLine.arguments))") }
            throw error
        }
        try common.output.json
            ? Output.json(result) : Output.result(result.text + "report:  \(reproduction.reportFile.path)\n")
        if result.verdict == .notReached { throw ExitCode(2) }
    }
}

extension Reproduction.Scale: ExpressibleByArgument {}

/// The experiments there are.
private struct ExperimentList: Encodable {
    struct Entry: Encodable {
        var id: String
        var title: String
        var dataSets: [String]
    }

    var experiments: [Entry]

    init(_ all: [any Experiment]) {
        experiments = all.map { Entry(id: $0.id, title: $0.title, dataSets: $0.dataSets) }
    }

    func show(asJSON: Bool) throws {
        if asJSON { return try Output.json(self) }
        let rows = experiments.map { [$0.id, $0.dataSets.joined(separator: ", "), $0.title] }
        Output.result(TextTable(header: ["experiment", "data", "what"], rows: rows).text())
    }
}
