import ArgumentParser
import Foundation
import Frugal
import FrugalData
import FrugalSpike
import FrugalTrack

/// `frugal spike train DATA`.
struct SpikeTrainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "train",
        abstract: "Train a spiking classifier on labelled pictures.",
        discussion: """
            The training is kept in NAME.frugal.work beside the model; stopped at any moment, the same command goes on.

            EXAMPLES:
              frugal spike train mnist --out spiking.frugal
              frugal spike train photos/ --hidden 400-400 --coding regular:0.5 --activity-penalty 0.5 --thresholds 0.002
            """)

    @Argument(
        help: "The pictures: a folder or a file, as for `frugal fit`, or a name such as mnist.", completion: .file())
    var data: String

    @Option(help: "Neurons of the hidden layers, such as 1000 or 1200-1200.")
    var hidden = LayerSizes([1000])

    @Option(help: "How pictures become spikes: direct, regular:RATE, poisson:RATE or latency:THRESHOLD.")
    var coding = InputCoding.direct

    @Option(help: "Steps of a presentation.")
    var steps = 25

    @Option(help: "What is left of a membrane after a step.")
    var decay: Float = 0.95

    @Option(help: "Where a neuron spikes.")
    var threshold: Float = 1

    @OptionGroup var training: SpikeTrainingOptions

    @Option(
        help: "Raise thresholds after training, and let accuracy on validation pictures fall by this share at most.")
    var thresholds: Double?

    @Option(help: "Pictures held back for validation; a tenth or so by default.")
    var validation: Int?

    @Option(help: "The side that pictures of a folder are brought to, in pixels.")
    var side: Int?

    @Option(help: "What all random numbers come from.")
    var seed: UInt64 = 1

    @Option(help: "The model to write; NAME-spiking.frugal by default, after DATA.", completion: .directory)
    var out: String?

    @OptionGroup var common: CommonOptions
    @OptionGroup var folders: DataOptions

    func run() throws {
        _ = try common.apply()
        let path = try DataPath.resolve(data, options: folders)
        var reading = LabelledData.Options()
        reading.side = side
        let labelled = try LabelledData.load(path, options: reading)
        let name = URL(fileURLWithPath: data).deletingPathExtension().lastPathComponent
        let bundle = URL(fileURLWithPath: out ?? "\(name)-spiking.frugal")
        let training = SpikingTraining(
            data: labelled, out: bundle, settings: settings(labelled.count),
            command: ShellWords.thisCommand)
        let talk = RunTalk(common.output.terminal)
        for finding in labelled.findings { talk.line("  \(DisplayWidth.sanitised(finding))") }
        Interruption.watch()
        let result = try training.run(check: { try Self.stopWhereAsked(bundle) }) { done, all, accuracy in
            talk.show(
                part: "training", done: done, total: all, best: accuracy.map { Humanise.percent($0, decimals: 2) })
        }
        talk.finish()
        try common.output.json ? Output.json(result) : Output.result(Self.text(result))
    }

    private func settings(_ count: Int) -> SpikingFit.Settings {
        var settings = SpikingFit.Settings()
        settings.hidden = hidden.sizes
        settings.coding = coding
        settings.steps = steps
        settings.neurons = SpikingNeurons(decay: decay, threshold: threshold)
        settings.thresholdTolerance = thresholds
        settings.validation = validation ?? SplitPlan.heldOut(of: count)
        settings.training = training.recipe(pictures: count - settings.validation)
        settings.seed = seed
        return settings
    }

    private static func stopWhereAsked(_ bundle: URL) throws {
        if Interruption.isAsked {
            throw FrugalError(.interrupted, bundle.path, "stopped as asked", remedy: "the same command goes on")
        }
    }

    /// The result as text.
    private static func text(_ result: SpikingTraining.Result) -> String {
        let fit = result.fit
        func line(_ score: SpikingScore) -> String {
            let share = Humanise.percent(score.operations / fit.denseOperations, decimals: 1)
            return
                "\(Humanise.percent(score.accuracy, decimals: 2)) right, \(Humanise.count(Int(score.operations))) "
                + "operations a picture (\(share) of \(Humanise.count(Int(fit.denseOperations))) without spikes)\n"
        }
        return "network:    \(fit.network), \(Humanise.count(fit.parameters)) parameters\n"
            + (fit.beforeSearch.map { "trained:    " + line($0) } ?? "")
            + "validation: " + line(fit.validation) + (fit.test.map { "test:       " + line($0) } ?? "")
            + "by events:  \(Humanise.count(Int(result.operationsByEvents))) operations a picture, the zeros of constant "
            + "inputs skipped\n"
            + "time:       \(Humanise.duration(fit.seconds))\nwritten:    \(result.bundle)\n"
    }
}

/// Sizes of layers as people write them: `1000`, `1200-1200`.
struct LayerSizes: ExpressibleByArgument {
    let sizes: [Int]

    init(_ sizes: [Int]) { self.sizes = sizes }

    init?(argument: String) {
        let parts = argument.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
        guard parts.allSatisfy({ $0 != nil && (1...65_536).contains($0 ?? 0) }) else { return nil }
        sizes = parts.compactMap { $0 }
    }

    var defaultValueDescription: String { sizes.map(String.init).joined(separator: "-") }
}
