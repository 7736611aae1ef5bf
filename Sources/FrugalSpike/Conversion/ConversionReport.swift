import FrugalTensor
import FrugalTrack

/// How a converted network behaves, layer by layer, and what to do where it does not.
public struct ConversionReport: Codable, Sendable, Equatable {
    /// What the neurons of a layer did.
    public struct LayerActivity: Codable, Sendable, Equatable {
        /// The layer.
        public var name: String
        /// Spikes of a neuron a step, the mean over neurons and examples.
        public var meanRate: Double
        /// The share of neurons that spiked at no example.
        public var silentShare: Double
        /// The share of neurons and examples in which a neuron spiked in nearly every step: it had more to say.
        public var saturatedShare: Double
    }

    /// Every layer with neurons that spike.
    public var layers: [LayerActivity]
    /// What a person should know, with the remedy.
    public var findings: [String]

    /// A neuron that spikes in so large a part of the steps says less than it was told.
    static let saturation = 0.95

    /// Presents the first `limit` examples to a network and looks at what spikes.
    /// - Throws: ``FrugalError`` for examples of another shape.
    public init(_ network: EventNetwork, on examples: SpikingExamples, upTo limit: Int = 200) throws {
        _ = try examples.batch(network.network.inputShape, upTo: 1)
        let steps = network.network.steps
        let spiking = network.network.layers.indices.filter { network.network.layers[$0].neurons?.threshold != nil }
        var totals = spiking.map { Array(repeating: 0, count: network.layers[$0].shape.count) }
        var saturated = spiking.map { _ in 0 }
        let run = EventRun(network)
        let count = min(limit, examples.count)
        for example in 0..<count {
            run.begin(examples, example, seed: 0)
            for _ in 0..<steps { run.step() }
            for (slot, layer) in spiking.enumerated() {
                run.eachSpikeCount(ofLayer: layer) { neuron, spikes in
                    totals[slot][neuron] += spikes
                    if Double(spikes) >= Self.saturation * Double(steps) { saturated[slot] += 1 }
                }
            }
        }
        layers = spiking.enumerated().map { slot, layer in
            let neurons = Double(totals[slot].count)
            return LayerActivity(
                name: network.layers[layer].name,
                meanRate: Double(totals[slot].reduce(0, +)) / (neurons * Double(count) * Double(steps)),
                silentShare: Double(totals[slot].count { $0 == 0 }) / neurons,
                saturatedShare: Double(saturated[slot]) / (neurons * Double(count)))
        }
        findings = layers.compactMap(Self.finding)
    }

    private static func finding(_ layer: LayerActivity) -> String? {
        if layer.meanRate == 0 {
            return "\(layer.name) fell silent: no neuron spikes; give more steps, a lower percentile or a lower "
                + "threshold factor"
        }
        if layer.silentShare > 0.9 {
            return "\(layer.name) is nearly silent: \(Humanise.percent(layer.silentShare)) of its neurons never spike; "
                + "give more steps, a lower percentile or a lower threshold factor"
        }
        if layer.saturatedShare > 0.02 {
            return
                "\(layer.name) saturates: in \(Humanise.percent(layer.saturatedShare)) of its presentations a neuron "
                + "spikes in nearly every step; give a higher percentile or a higher threshold factor"
        }
        return nil
    }
}
