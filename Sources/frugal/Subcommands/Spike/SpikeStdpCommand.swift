import ArgumentParser
import Foundation
import Frugal
import FrugalData
import FrugalSpike
import FrugalTensor
import FrugalTrack

/// `frugal spike stdp`: pictures learned without labels.
struct SpikeStdpCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stdp",
        abstract: "Learn pictures without labels by spike-timing-dependent plasticity (Diehl and Cook 2015).",
        discussion: """
            Labels are used after learning, to find which class a neuron answers to, and on training pictures only. Stopped \
            at any moment, the same command goes on from there, bit for bit.

            EXAMPLES:
              frugal spike stdp mnist --out digits.stdp
              frugal spike stdp mnist --neurons 1600 --epochs 3 --out digits.stdp
            """)

    @Argument(help: "Pictures of one size with labels: a data set's name or a path.", completion: .directory)
    var data: String

    @Option(help: "Excitatory neurons.")
    var neurons = 400

    @Option(help: "How many times each training picture is shown.")
    var epochs = 1

    @Flag(
        help: ArgumentHelp(
            "Let neurons inhibit each other without inhibitory neurons between them.",
            discussion: "Quicker inhibition: in large networks fewer neurons learn the same picture."))
    var directInhibition = false

    @Option(help: "What all random numbers come from.")
    var seed: UInt64 = 1

    @Option(help: "The folder to write.", completion: .directory)
    var out: String

    @OptionGroup var common: CommonOptions
    @OptionGroup var folders: DataOptions

    func run() throws {
        _ = try common.apply()
        guard (1...100_000).contains(neurons), (1...1000).contains(epochs) else {
            throw FrugalError(
                .usage, "--neurons, --epochs", "\(neurons) neurons and \(epochs) epochs are not possible",
                remedy: "give 1 to 100000 neurons and 1 to 1000 epochs")
        }
        let path = try DataPath.resolve(data, options: folders)
        let pictures = try PictureParts(in: path, seed: seed)
        var settings = DiehlCookSettings(neurons: neurons)
        settings.epochs = epochs
        settings.inhibitsDirectly = directInhibition
        Interruption.watch()
        let bar = ProgressBar("showing pictures", total: pictures.training.count * epochs, on: common.output.terminal)
        let result = try DigitRun(DigitRun.Recipe(settings: settings, seed: seed), folder: URL(fileURLWithPath: out))
            .run(
                pictures.training, test: pictures.test, hashes: ["data": pictures.fingerprint], threads: Engine.threads,
                progress: { _, _, spikes in
                    bar.advance(best: spikes.map { "\(Humanise.fixed($0, 1)) spikes a picture" })
                },
                shouldStop: { Interruption.isAsked })
        bar.finish()
        try common.output.json
            ? Output.json(result)
            : Output.result(
                "network:   \(out)\ntest:      \(Humanise.percent(result.test.share, decimals: 2)) "
                    + "(\(result.test.successes) of \(result.test.total)), neurons labelled by training pictures\n"
                    + "neurons:   \(result.labelledNeurons) of \(result.neurons) answer to a class\n"
                    + "additions: \(Humanise.count(Int(result.synapticAdditions.rounded()))) a picture\n"
                    + "time:      \(Humanise.duration(result.seconds))\nreport:    \(out)/report.html\n")
    }
}
