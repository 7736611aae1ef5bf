import ArgumentParser
import Foundation
import Frugal
import FrugalSpike
import FrugalTrack

/// `frugal spike convert`: a spiking network of an ordinary one.
struct SpikeConvertCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "convert",
        abstract: "Turn a model into a spiking network.",
        discussion: """
            Takes models made of dense layers, convolutions, batch normalisation, ReLU, pooling and flattening; whatever \
            else a model holds is refused by its name. Scales are measured on the training part of DATA, accuracy on its \
            validation part; the test part is left alone.

            EXAMPLES:
              frugal spike convert digits.frugal --out spiking.frugal
              frugal spike convert digits.frugal --out spiking.frugal --coding latency:0.5 --steps 8
            """)

    @Argument(help: "The model: a folder that `frugal fit` wrote.", completion: .directory)
    var bundle: String

    @Argument(help: "Labelled data; what the model was made from by default.", completion: .file())
    var data: String?

    @Option(help: "The spiking model to write, NAME.frugal.", completion: .directory)
    var out: String

    @Option(help: "The steps of a presentation.")
    var steps = 32

    @Option(
        help: """
            What becomes one spike a step: the maximum or a percentile of activations, or balanced thresholds at a \
            percentile of currents.
            """)
    var normalisation = NormalisationOption.percentile

    @Option(help: "The percentile.")
    var percentile = 99.9

    @Option(help: "How inputs become spikes: direct, regular:RATE, poisson:RATE or latency:THRESHOLD.")
    var coding = InputCoding.direct

    @Option(help: "Thresholds so many times as high: fewer spikes, more steps.")
    var threshold = 1.0

    @Flag(help: "Put membranes to zero at a spike, instead of taking off the threshold.")
    var resetToZero = false

    @OptionGroup var common: CommonOptions
    @OptionGroup var folders: DataOptions

    func run() throws {
        _ = try common.apply()
        let recipe = ConversionRecipe(
            normalisation.normalisation(percentile), thresholdFactor: threshold, reset: resetToZero ? .zero : .subtract,
            coding: coding, steps: steps)
        let result = try SpikingConversion(
            bundle: bundle, data: try data.map { try DataPath.resolve($0, options: folders) },
            out: URL(fileURLWithPath: out), recipe: recipe,
            command: ShellWords.thisCommand
        ).run()
        for finding in result.report.findings { Output.talk("frugal: \(DisplayWidth.sanitised(finding))") }
        try common.output.json ? Output.json(result) : Output.result(text(result))
    }

    private func text(_ result: SpikingConversion.Result) -> String {
        let table = TextTable(
            header: ["layer", "rate", "silent", "saturated"],
            rows: result.report.layers.map { layer in
                [layer.name] + [layer.meanRate, layer.silentShare, layer.saturatedShare].map { Humanise.percent($0) }
            }, alignments: [.left, .right, .right, .right])
        return """
            \(result.bundle): \(Humanise.percent(result.spiking.share, decimals: 2)) on the validation part after \
            \(result.recipe.steps) steps; without spikes \(Humanise.percent(result.analog.share, decimals: 2))
            \(Humanise.count(Int(result.curve.ledger.operations))) operations an example; without spikes \
            \(Humanise.count(Int(result.analogLedger.operations)))

            \(table.lines().joined(separator: "\n"))
            """
    }
}

extension NormalisationOption {
    fileprivate func normalisation(_ percentile: Double) -> ConversionRecipe.Normalisation {
        switch self {
        case .maximum: .maximum
        case .percentile: .percentile(percentile)
        case .balanced: .balanced(percentile)
        }
    }
}
