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
            should be new to the model. A page goes to BUNDLE-probe.html.

            EXAMPLES:
              frugal probe digits.frugal new-digits/
              frugal probe photos.frugal new-photos/ --suite all --limit 500 --json
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

    @Flag(help: "Leave broken files out, and list them, instead of refusing the data.")
    var skipBroken = false

    @OptionGroup var common: CommonOptions
    @OptionGroup var folders: DataOptions

    func run() throws {
        let predictor = try Predictor(bundle: bundle, device: try common.apply())
        let path = try DataPath.resolve(data, options: folders)
        let examples = try predictor.load(path, skipsBroken: skipBroken)
        for finding in examples.findings { common.output.terminal.line("  \(DisplayWidth.sanitised(finding))") }
        let talk = RunTalk(common.output.terminal)
        Interruption.watch()
        let probe = try ModelProbe(predictor, bundle: bundle, examples, suite: suite, limit: limit, seed: seed) {
            if Interruption.isAsked {
                throw FrugalError(.interrupted, bundle, "stopped as asked; nothing was written")
            }
            talk.show(part: "corruptions", done: $0, total: $1, best: nil)
        }
        talk.finish()
        let page = URL(fileURLWithPath: out ?? pageName)
        try asTrackError { try AtomicFile.write(text: probe.report(command: ShellWords.thisCommand).html(), to: page) }
        try common.output.json ? Output.json(probe) : Output.result(probe.text + "page:  \(page.path)\n")
    }

    /// Beside the bundle, after its name.
    private var pageName: String {
        let url = URL(fileURLWithPath: bundle)
        let name = url.deletingPathExtension().lastPathComponent
        return url.deletingLastPathComponent().appendingPathComponent("\(name)-probe.html").path
    }
}
