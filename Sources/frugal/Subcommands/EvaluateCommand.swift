import ArgumentParser
import Frugal
import FrugalTrack

/// `frugal evaluate`: how good a model is on new data.
struct EvaluateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluate",
        abstract: "Score a model on labelled data that it has not seen.",
        discussion: """
            Prints accuracy with its 95 % interval, calibration, a score for each class and the commonest confusions.

            EXAMPLES:
              frugal evaluate photos.frugal new-photos/
              frugal evaluate iris.frugal more.csv --json
            """)

    @Argument(help: "The model: a folder that `frugal fit` wrote.", completion: .directory)
    var bundle: String

    @Argument(help: "Labelled data of the kind the model was trained on.", completion: .file())
    var data: String

    @Flag(help: "Leave broken files out, and list them, instead of refusing the data.")
    var skipBroken = false

    @OptionGroup var common: CommonOptions
    @OptionGroup var folders: DataOptions

    func run() throws {
        let predictor = try Predictor(bundle: bundle, device: try common.apply())
        let path = try DataPath.resolve(data, options: folders)
        let examples = try predictor.load(path, skipsBroken: skipBroken)
        for finding in examples.findings { common.output.terminal.line("  \(DisplayWidth.sanitised(finding))") }
        let evaluation = try predictor.evaluate(examples)
        try common.output.json ? Output.json(evaluation) : Output.result(text(evaluation))
    }

    private func text(_ evaluation: Evaluation) -> String {
        let accuracy = evaluation.accuracy
        var lines = [
            "accuracy: \(Humanise.percent(accuracy.share, decimals: 2)) (\(accuracy.successes) of \(accuracy.total); 95 % interval "
                + "\(Humanise.percent(evaluation.interval.low)) to \(Humanise.percent(evaluation.interval.high)))",
            "balanced accuracy: \(Humanise.percent(evaluation.balancedAccuracy, decimals: 2))",
            "calibration error: \(Humanise.percent(evaluation.calibrationError)), log loss "
                + Humanise.fixed(evaluation.logLoss, 4), "",
        ]
        let table = TextTable(
            header: ["class", "examples", "recall", "precision"],
            rows: evaluation.classes.map { score in
                [
                    score.name, "\(score.recall.total)",
                    score.recall.total > 0 ? Humanise.percent(score.recall.share) : "-",
                    score.precision.total > 0 ? Humanise.percent(score.precision.share) : "-",
                ]
            }, alignments: [.left, .right, .right, .right])
        lines += table.lines()
        let worst = evaluation.confusion.mostConfused(5)
        if !worst.isEmpty { lines += ["", "most confused:"] }
        let names = evaluation.confusion.classes
        lines += worst.map { "  \(names[$0.truth]) taken for \(names[$0.predicted]): \($0.count)" }
        return lines.joined(separator: "\n")
    }
}
