import ArgumentParser
import Foundation
import Frugal
import FrugalSearch
import FrugalTrack

/// `frugal search DATA`.
struct SearchRunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Search on DATA; this is what `frugal search DATA` does.")

    @Argument(help: "The data: a folder or a file, as for `frugal fit`.", completion: .file())
    var data: String

    @Option(name: .customLong("for"), help: "The time for everything, such as 5m or 1h; 10m by default.")
    var time: TimeBudget?

    @Option(help: "Count trials instead: so many a search. The same seed then gives the same search.")
    var trials: Int?

    @Option(help: "Epochs of a trial, with --trials.")
    var epochs = 3

    @Option(help: "Epochs of a final training, with --trials.")
    var finalEpochs = 20

    @Option(
        help:
            "The space: \(NetworkFamilies.names.joined(separator: ", ")); mobile for pictures and tables for rows by default."
    )
    var space: String?

    @Option(help: "The searcher: \(SearchRecipe.Rule.allCases.map(\.rawValue).joined(separator: ", ")).")
    var searcher = SearchRecipe.Rule.evolution

    @Option(help: "What to look for: \(Goal.allCases.map(\.rawValue).joined(separator: ", ")).")
    var goal = Goal.accuracy

    @Option(help: "How far below the best final accuracy a cheaper network may lie, in percentage points.")
    var within = 0.5

    @Option(help: "Searches, each with a seed of its own.")
    var searches = 3

    @Option(help: "Trainings of the network that is chosen.")
    var trainings = 3

    @Option(help: "The column of a table to predict; the last one by default.")
    var target: String?

    @Option(help: "The side that pictures are brought to, in pixels; chosen by default.")
    var side: Int?

    @Option(help: "What all random numbers come from.")
    var seed: UInt64 = 1

    @Option(help: "The bundle to write; NAME.frugal by default, after DATA.", completion: .file())
    var out: String?

    @Flag(help: "Leave broken files out, and list them, instead of refusing the data.")
    var skipBroken = false

    @OptionGroup var common: CommonOptions
    @OptionGroup var folders: DataOptions

    func run() throws {
        if time != nil, trials != nil {
            throw FrugalError(.usage, "--for and --trials", "both limit the search", remedy: "give one of the two")
        }
        let path = try DataPath.resolve(data, options: folders)
        let name = URL(fileURLWithPath: data).deletingPathExtension().lastPathComponent
        try SearchTalk(common.output).run(
            DataSearch(
                data: path, bundle: out ?? "\(name).frugal", recipe: recipe,
                command: ShellWords.thisCommand,
                skipsBroken: skipBroken))
    }

    private var recipe: SearchRecipe {
        var recipe = SearchRecipe()
        recipe.space = space
        recipe.searcher = searcher
        recipe.seconds = trials == nil ? time?.seconds ?? 600 : nil
        recipe.trials = trials
        recipe.epochs = epochs
        recipe.finalEpochs = finalEpochs
        recipe.goal = goal
        recipe.within = within
        recipe.searches = searches
        recipe.trainings = trainings
        recipe.seed = seed
        recipe.target = target
        recipe.side = side
        recipe.device = common.device
        recipe.lanes = common.threads
        return recipe
    }
}

extension SearchRecipe.Rule: ExpressibleByArgument {}

/// Runs a search and tells a person what it is doing.
struct SearchTalk {
    private let output: OutputOptions
    private let talk: RunTalk

    init(_ output: OutputOptions) {
        self.output = output
        talk = RunTalk(output.terminal)
    }

    func run(_ search: DataSearch) throws {
        Interruption.watch()
        do {
            let result = try search.run(
                usedBefore: ProcessAge.seconds, observer: show, shouldStop: { Interruption.isAsked })
            talk.finish()
            try output.json ? Output.json(result) : Output.result(Self.text(result))
        } catch {
            talk.finish()
            if Interruption.isAsked {
                talk.line("Go on with: frugal search resume \(ShellWords.joined([search.work.path]))")
            }
            throw error
        }
    }

    private func show(_ event: SearchEvent) {
        switch event {
        case .phase(let name): talk.line(output.terminal.bold(name))
        case .note(let text): talk.line("  \(DisplayWidth.sanitised(text))")
        case .progress(let study, let ended, let total, let best):
            talk.show(part: study, done: ended, total: total, best: best.map { Humanise.percent($0, decimals: 2) })
        }
    }

    /// The result as text.
    static func text(_ result: DataSearchResult) -> String {
        let test = result.test
        return result.evidence.text + "\n"
            + "found:  \(result.architecture)\n"
            + "test:   \(Humanise.percent(test.accuracy.share, decimals: 2)) right for the network in the bundle "
            + "(95 % interval \(Humanise.percent(test.interval.low)) to \(Humanise.percent(test.interval.high)))\n"
            + "time:   \(Humanise.duration(result.seconds))\n" + "model:  \(result.bundle)\n"
            + "report: \(result.report)\n"
    }
}
