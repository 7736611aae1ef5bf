import ArgumentParser
import Foundation
import Frugal
import FrugalMeta
import FrugalTensor
import FrugalTrack

/// `frugal meta loss evaluate`.
struct MetaLossEvaluateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluate",
        abstract: "Hold a learned loss against the fixed one, under SGD, momentum, RMSprop and Adam at the best rates.",
        discussion: """
            The tasks are others than those it was trained on: sines of any height and phase, or digits it never saw.

            EXAMPLES:
              frugal meta loss evaluate sines.loss
              frugal meta loss evaluate digits.loss --seeds 3 --json
            """)

    @Argument(help: "The folder that `frugal meta loss train` wrote.", completion: .directory)
    var loss: String

    @Option(help: "The digits' pictures: an MNIST-like data set or a folder of IDX files.", completion: .directory)
    var data = "mnist"

    @Option(help: "Gradient steps of a task.")
    var steps = 100

    @Option(help: "Repetitions, each with tasks of its own.")
    var seeds = 5

    @Option(help: "Tasks a repetition.")
    var tasks = 10

    @Option(help: "What the tasks come from.")
    var seed: UInt64 = 1

    @OptionGroup var common: CommonOptions
    @OptionGroup var folders: DataOptions

    func validate() throws {
        for (name, value) in [("steps", steps), ("seeds", seeds), ("tasks", tasks)] where value < 1 {
            throw ValidationError("--\(name) must be at least 1.")
        }
    }

    func run() throws {
        _ = try common.apply()
        if common.threads == nil { Engine.threads = 1 }
        let learned = try LearnedLossFolder.read(URL(fileURLWithPath: loss))
        let unseen = try TaskOptions.tasks(learned.description.kind, areForTraining: false, data: data, folders)
        try compare(learned.loss, rate: learned.description.recipe.innerRate, on: unseen)
    }

    private func compare(_ learned: LearnedLoss, rate: Double, on unseen: some SupervisedTasks) throws {
        Interruption.watch()
        var stream = RandomStream(seed: seed).named("evaluation")
        let drawn = (0..<seeds).map { _ in stream.next() }
        var bar: ProgressBar?
        let comparison = try LossComparison(
            unseen, drawn.map { _ in learned }, rate: rate, seeds: drawn, count: tasks, steps: steps
        ) { _, total in
            bar = bar ?? ProgressBar(unseen.name, total: total, on: common.output.terminal)
            bar?.advance()
            if Interruption.isAsked {
                throw FrugalError(.interrupted, loss, "stopped as asked", remedy: "the same command begins anew")
            }
        }
        bar?.finish()
        try common.output.json ? Output.json(comparison) : Output.result(text(comparison))
    }

    private func text(_ comparison: LossComparison) -> String {
        let rows = comparison.entries.enumerated().map { place, entry in
            [entry.name, Humanise.compact(entry.rate, figures: 3)] + SampleSummary(entry.scores).cells
                + [place == 0 ? "" : "\(comparison.wins(over: entry.name)) of \(seeds)"]
        }
        let table = TextTable(
            header: ["trained with", "rate", comparison.fixedLoss, "deviation", "learned, as trained, is lower"],
            rows: rows, alignments: [.left, .right, .right, .right, .right])
        return "\(comparison.tasks), after \(steps) steps\n" + table.text()
    }
}
