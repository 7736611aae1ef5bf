import ArgumentParser
import Foundation
import Frugal
import FrugalMeta
import FrugalTensor
import FrugalTrack

/// `frugal meta optimizer evaluate`.
struct MetaOptimizerEvaluateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluate",
        abstract: "Hold a learned optimiser against SGD, momentum, RMSprop and Adam, each at the best of 14 rates.",
        discussion: """
            The problem need not be the one it was trained on: --hidden 40, --activation relu and more --steps show how \
            far it carries.

            EXAMPLES:
              frugal meta optimizer evaluate mnist.optimizer
              frugal meta optimizer evaluate mnist.optimizer --activation relu --steps 200
            """)

    @Argument(help: "The folder that `frugal meta optimizer train` wrote.", completion: .directory)
    var optimizer: String

    @OptionGroup var problems: ProblemOptions

    @Option(help: "Steps of a problem.")
    var steps = 100

    @Option(help: "Problems, each with initial weights and batches of its own.")
    var seeds = 5

    @Option(help: "What the problems come from.")
    var seed: UInt64 = 1

    @Flag(help: "Also give the others as many seconds as the learned one takes.")
    var equalSeconds = false

    @OptionGroup var common: CommonOptions

    func validate() throws {
        if steps < 1 { throw ValidationError("--steps must be at least 1.") }
        if seeds < 1 { throw ValidationError("--seeds must be at least 1.") }
    }

    func run() throws {
        _ = try common.apply()
        if common.threads == nil { Engine.threads = 1 }
        let learned = try LearnedOptimizerFolder.read(URL(fileURLWithPath: optimizer)).optimizer
        try compare(learned, on: problems.family(.scoring))
    }

    private func compare(_ learned: LearnedOptimizer, on family: some ProblemFamily) throws {
        Interruption.watch()
        var stream = RandomStream(seed: seed).named("evaluation")
        let drawn = (0..<seeds).map { _ in stream.next() }
        var bar: ProgressBar?
        let comparison = try OptimizerComparison(
            family, drawn.map { _ in learned }, seeds: drawn, marks: [steps],
            timed: equalSeconds ? BaselineOptimizer.allCases : []
        ) { _, total in
            bar = bar ?? ProgressBar(family.name, total: total, on: common.output.terminal)
            bar?.advance()
            if Interruption.isAsked {
                throw FrugalError(.interrupted, optimizer, "stopped as asked", remedy: "the same command begins anew")
            }
        }
        bar?.finish()
        try common.output.json ? Output.json(comparison) : Output.result(text(comparison))
    }

    private func text(_ comparison: OptimizerComparison) -> String {
        var rows = [["learned", ""] + SampleSummary(comparison.scores(at: steps)).cells + [""]]
        for baseline in comparison.baselines {
            guard let search = baseline.searches[steps] else { continue }
            let wins = comparison.wins(over: baseline.optimizer, at: steps)
            rows.append(
                [baseline.optimizer.rawValue, Humanise.compact(search.bestRate, figures: 3)]
                    + SampleSummary(search.bestLosses).cells + ["\(wins) of \(seeds)"])
            if let timed = baseline.timed, let wins = comparison.timedWins(over: baseline.optimizer) {
                rows.append(
                    ["\(baseline.optimizer.rawValue), equal seconds", Humanise.compact(timed.bestRate, figures: 3)]
                        + SampleSummary(timed.bestLosses).cells + ["\(wins) of \(seeds)"])
            }
        }
        let table = TextTable(
            header: ["optimiser", "rate", "loss", "deviation", "learned is lower"], rows: rows,
            alignments: [.left, .right, .right, .right, .right])
        return "\(comparison.problems), after \(steps) steps\n" + table.text()
    }
}
