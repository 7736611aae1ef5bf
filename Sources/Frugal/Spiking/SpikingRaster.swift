import Foundation
import FrugalData
import FrugalSpike
import FrugalTrack

/// The spikes of one presentation, layer by layer: `frugal spike raster`.
public struct SpikingRaster: Codable, Sendable {
    /// The spikes of a layer.
    public struct Layer: Codable, Sendable {
        /// The layer.
        public var name: String
        /// Its spikes.
        public var recording: SpikeRecording
    }

    /// The network.
    public var network: String
    /// The data that the example is from.
    public var data: String
    /// Its place there, counted from 0.
    public var example: Int
    /// Its class.
    public var className: String
    /// The layers that can spike.
    public var layers: [Layer]
    /// Whether the network runs in milliseconds; a bundle has steps, of no length.
    public var hasTime: Bool

    /// Presents an example to a spiking bundle, or to a network that `frugal spike stdp` wrote.
    /// - Parameters:
    ///   - steps: how long a bundle's presentation is; its own length by default. Learned networks have their own.
    ///   - seed: what random input is drawn from.
    /// - Throws: ``FrugalError`` for a network of another kind or an example that is not there, `DataError` for data that
    ///   do not fit.
    public init(network path: String, data: String, example: Int, steps: Int? = nil, seed: UInt64 = 0) throws {
        try EventNetwork.checkSteps(steps)
        network = path
        self.data = data
        self.example = example
        let folder = URL(fileURLWithPath: path)
        hasTime = DigitRun.isNetwork(folder)
        (className, layers) =
            try hasTime
            ? Self.learned(folder, data, example, seed) : Self.bundle(path, data, example, steps, seed)
    }

    /// A chart of a layer.
    /// - Throws: ``FrugalError`` where there is none of that name.
    public func chart(of name: String? = nil) throws -> SpikeRaster {
        guard let layer = name == nil ? layers.first : layers.first(where: { $0.name == name }) else {
            throw FrugalError(
                .usage, name ?? network, "no layer of that name spikes",
                remedy: "take one of " + layers.map(\.name).joined(separator: ", "))
        }
        return chart(of: layer)
    }

    /// A page with all layers.
    public var page: Report {
        Report(
            title: "Spikes at example \(example), \(className)",
            summary: "\(network) on \(data).",
            tiles: layers.map { layer in
                Report.Tile(
                    layer.name, "\(Humanise.grouped(layer.recording.spikes.count)) spikes",
                    note: "\(Humanise.grouped(layer.recording.neurons)) neurons")
            },
            sections: [Report.Section("Layer by layer", layers.map { .chart(chart(of: $0)) })])
    }

    private func chart(of layer: Layer) -> SpikeRaster {
        layer.recording.raster(layer.name, x: ChartAxis(hasTime ? "time (ms)" : "step", low: 0))
    }

    private static func bundle(
        _ path: String, _ data: String, _ example: Int, _ steps: Int?, _ seed: UInt64
    ) throws -> (String, [Layer]) {
        let predictor = try Predictor(bundle: path)
        let network = try predictor.requiredSpikingNetwork(path)
        let examples = try predictor.load(data)
        try check(example, of: examples.count, in: data)
        let values = try predictor.spikingExamples(examples, at: [example]).values
        let recordings = try network.recordings(of: values, steps: steps, seed: seed)
        return (
            examples.classes[examples.labels[example]],
            recordings.map { Layer(name: $0.layer, recording: $0.spikes) }
        )
    }

    private static func learned(
        _ folder: URL, _ data: String, _ example: Int, _ seed: UInt64
    ) throws -> (String, [Layer]) {
        let pictures = try DataSource.open(data).pictures(.train)
        try check(example, of: pictures.count, in: data)
        var network = try DigitRun.network(in: folder).network.resting(seed: seed)
        guard pictures.pictureSize == network.pixels else {
            throw DataError(
                .inconsistent, file: data,
                "its pictures have \(pictures.pictureSize) numbers, and the network takes \(network.pixels)",
                remedy: "Give pictures of the size it learned from")
        }
        let size = network.pixels
        let recording = try network.recording(of: pictures.pixels[example * size..<(example + 1) * size])
        return (pictures.classes[pictures.labels[example]], [Layer(name: "excitatory", recording: recording)])
    }

    private static func check(_ example: Int, of count: Int, in data: String) throws {
        guard (0..<count).contains(example) else {
            throw FrugalError(
                .usage, "--example", "there is no example \(example) among the \(Humanise.grouped(count)) of \(data)",
                remedy: "give 0 to \(count - 1)")
        }
    }
}
