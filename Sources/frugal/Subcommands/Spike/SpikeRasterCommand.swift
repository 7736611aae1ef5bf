import ArgumentParser
import Foundation
import Frugal
import FrugalFiles
import FrugalSpike
import FrugalTrack

/// `frugal spike raster`: the spikes of one example as a picture.
struct SpikeRasterCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "raster",
        abstract: "Draw the spikes of one presentation: a dot a spike, a row a neuron.",
        discussion: """
            Takes spiking models (`frugal spike convert`, `train`) and folders of `frugal spike stdp`. A file that ends in \
            .svg is the picture of one layer, any other a page with all of them; --json prints the spikes themselves.

            EXAMPLES:
              frugal spike raster spiking.frugal new-photos/
              frugal spike raster digits.stdp mnist --example 7 --out seven.svg
            """)

    @Argument(help: "The spiking model or the folder.", completion: .directory)
    var network: String

    @Argument(help: "Labelled data of the kind it was trained on.", completion: .file())
    var data: String

    @Option(help: "Which example, counted from 0; of the training part where there are two.")
    var example = 0

    @Option(help: "The steps of a presentation; the model's own by default.")
    var steps: Int?

    @Option(help: "The layer that a .svg shows; the first by default.")
    var layer: String?

    @Option(help: "What random input draws from.")
    var seed: UInt64 = 0

    @Option(help: "The file to write.", completion: .file(extensions: ["html", "svg"]))
    var out = "raster.html"

    @OptionGroup var common: CommonOptions
    @OptionGroup var folders: DataOptions

    func run() throws {
        _ = try common.apply()
        let raster = try SpikingRaster(
            network: network, data: DataPath.resolve(data, options: folders), example: example, steps: steps,
            seed: seed)
        let file = URL(fileURLWithPath: out)
        if file.pathExtension.lowercased() == "svg" {
            let picture = try raster.chart(of: layer).svg()
            try asTrackError { try AtomicFile.write(text: picture, to: file) }
        } else {
            try raster.page.write(to: file)
        }
        try common.output.json ? Output.json(raster) : Output.result(text(raster))
    }

    private func text(_ raster: SpikingRaster) -> String {
        let table = TextTable(
            header: ["layer", "neurons", "spikes", "a neuron"],
            rows: raster.layers.map { layer in
                let recording = layer.recording
                return [
                    layer.name, Humanise.grouped(recording.neurons), Humanise.grouped(recording.spikes.count),
                    Humanise.fixed(Double(recording.spikes.count) / Double(max(1, recording.neurons)), 2),
                ]
            }, alignments: [.left, .right, .right, .right])
        return "example \(raster.example), \(DisplayWidth.sanitised(raster.className)): \(out)\n\n"
            + table.lines().joined(separator: "\n")
    }
}
