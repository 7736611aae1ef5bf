import ArgumentParser
import Foundation
import Frugal
import FrugalFiles
import FrugalTrack

extension ModelProbe.Suite: ExpressibleByArgument {}

/// `frugal probe`: how a model bears pictures that are not as those it learned from.
struct ProbeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "probe",
        abstract: "Measure how a model bears a shift: noise, blur, weather, light, moves.",
        discussion: """
            Shows the same pictures under fifteen or more corruptions, by the constants of MNIST-C and CIFAR-10-C, with \
            brightness +20 % by name, and prints the accuracy of each beside that on the pictures as they are. The data \
            should be new to the model. A page goes to BUNDLE-probe.html. --augment TIME trains the same network anew, twice for \
            as many steps, without and with augmentation by light, contrast, noise and moves, and shows what that buys under \
            each corruption; the bundle itself stays as it is.

            EXAMPLES:
              frugal probe digits.frugal new-digits/
              frugal probe photos.frugal new-photos/ --suite all --limit 500 --json
              frugal probe digits.frugal new-digits/ --augment 2m
            """)

    @Argument(help: "The model: a folder that `frugal fit` wrote.", completion: .directory)
    var bundle: String

    @Argument(help: "Labelled pictures that the model has not seen.", completion: .file())
    var data: String

    @Option(help: "Which corruptions; those of MNIST-C for gray pictures, of CIFAR-10-C for colour, by default.")
    var suite: ModelProbe.Suite?

    @Option(help: "Pictures at most; evenly spread ones are taken of more.")
    var limit = 2000

    @Option(help: "What corruptions draw from.")
    var seed: UInt64 = 1

    @Option(help: "The page to write; BUNDLE-probe.html by default.", completion: .file())
    var out: String?

    @Option(help: "Measure what augmentation would buy, training twice within this time, such as 2m.")
    var augment: TimeBudget?

    @Option(help: "The training data for --augment; where the bundle says they lay by default.")
    var trainingData: String?

    @Flag(help: "Leave broken files out, and list them, instead of refusing the data.")
    var skipBroken = false

    @OptionGroup var common: CommonOptions
    @OptionGroup var folders: DataOptions

    func validate() throws {
        if let augment, !(augment.seconds.isFinite && augment.seconds >= 1) {
            throw ValidationError("--augment must be 1s or more.")
        }
        if trainingData != nil, augment == nil {
            throw ValidationError("--training-data is of use with --augment only.")
        }
    }

    func run() throws {
        let predictor = try Predictor(bundle: bundle, device: try common.apply())
        let path = try DataPath.resolve(data, options: folders)
        let examples = try predictor.load(path, skipsBroken: skipBroken)
        for finding in examples.findings { common.output.terminal.line("  \(DisplayWidth.sanitised(finding))") }
        let talk = RunTalk(common.output.terminal)
        Interruption.watch()
        let augmenting = try augment.map { budget in
            ModelProbe.Augmenting(
                seconds: budget.seconds, data: try trainingData.map { try DataPath.resolve($0, options: folders) })
        }
        let probe = try ModelProbe(
            predictor, bundle: bundle, examples, suite: suite, limit: limit, seed: seed, augmenting: augmenting
        ) {
            if Interruption.isAsked {
                throw FrugalError(.interrupted, bundle, "stopped as asked; nothing was written")
            }
            talk.show(part: $0, done: $1, total: $2, best: nil)
        }
        talk.finish()
        let page = URL(fileURLWithPath: out ?? BundlePage.path(of: bundle, "probe"))
        try asTrackError { try AtomicFile.write(text: probe.report(command: ShellWords.thisCommand).html(), to: page) }
        try common.output.json ? Output.json(probe) : Output.result(probe.text + "page:  \(page.path)\n")
    }
}
