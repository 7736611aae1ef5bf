import ArgumentParser
import Foundation
import Frugal
import FrugalData
import FrugalFiles
import FrugalLimits
import FrugalTrack

/// `frugal explain`: why a model answered as it did.
struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Show which pixels an answer hangs on, and which training pictures are most alike.",
        discussion: """
            Draws heat maps over a picture: gradient, gradient-x-input, integrated-gradients, grad-cam, occlusion, or all of \
            them on one sheet. Every map comes with its checks: completeness error, and its correlation with the map of a \
            randomised network, far from 0 for a map that shows the picture and not what was learned. The nearest training \
            pictures explain by example. A page goes to BUNDLE-explain.html.

            EXAMPLES:
              frugal explain photos.frugal cat.jpg --out map.png
              frugal explain photos.frugal cat.jpg --method grad-cam --class dog
            """)

    @Argument(help: "The model: a folder that `frugal fit` or `frugal search` wrote.", completion: .directory)
    var bundle: String

    @Argument(help: "The picture (PNG, JPEG), of any size.", completion: .file())
    var file: String

    @Option(
        help: "How: \(ExplanationMethod.allCases.map(\.rawValue).joined(separator: ", ")), or all.")
    var method = "all"

    @Option(name: .customLong("class"), help: "The class to explain; the answered one by default.")
    var label: String?

    @Option(help: "The picture to write.", completion: .file(extensions: ["png"]))
    var out = "map.png"

    @Option(help: "The page to write; BUNDLE-explain.html by default.", completion: .file())
    var page: String?

    @Option(help: "The training data, for nearest examples; where the bundle says they lay by default.")
    var data: String?

    @Option(help: "Nearest training pictures to show; 0 for none.")
    var nearest = 5

    @Option(help: "What the randomised network is drawn from.")
    var seed: UInt64 = 1

    @OptionGroup var common: CommonOptions
    @OptionGroup var folders: DataOptions

    func validate() throws {
        guard method == "all" || ExplanationMethod(rawValue: method) != nil else {
            let names = ExplanationMethod.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("There is no method '\(DisplayWidth.sanitised(method))': give \(names), or all.")
        }
        if nearest < 0 { throw ValidationError("--nearest must be 0 or more.") }
    }

    func run() throws {
        let predictor = try Predictor(bundle: bundle, device: try common.apply())
        Interruption.watch()
        let question = ModelExplanation.Question(
            methods: ExplanationMethod(rawValue: method).map { [$0] } ?? ExplanationMethod.allCases, label: label,
            data: try data.map { try DataPath.resolve($0, options: folders) }, neighbours: nearest, seed: seed)
        let explanation = try ModelExplanation(predictor, bundle: bundle, file: file, question) {
            if Interruption.isAsked {
                throw FrugalError(.interrupted, bundle, "stopped as asked; nothing was written")
            }
        }
        let report = try explanation.report(command: ShellWords.thisCommand)
        try DataFile.write(PNG.encode(explanation.sheet()), to: out)
        let page = URL(fileURLWithPath: self.page ?? BundlePage.path(of: bundle, "explain"))
        try report.write(to: page)
        try common.output.json
            ? Output.json(explanation) : Output.result(explanation.text + "picture: \(out)\npage:    \(page.path)\n")
    }
}
