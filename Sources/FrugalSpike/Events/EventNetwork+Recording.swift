import FrugalTensor
import FrugalTrack
import SpikeEngine

extension EventNetwork {
    /// The spikes of every layer that can spike, over one presentation. A step is taken for a millisecond.
    /// - Parameters:
    ///   - steps: how long the presentation is; the network's own length by default.
    ///   - seed: what Poisson inputs draw from.
    /// - Throws: ``FrugalError`` where the example does not fit.
    public func recordings(
        of example: [Float], steps: Int? = nil, seed: UInt64 = 0
    ) throws -> [(layer: String, spikes: SpikeRecording)] {
        let run = EventRun(self)
        let steps = max(1, steps ?? network.steps)
        let spiking = layers.indices.filter { layers[$0].neurons?.threshold != nil }
        var before = spiking.map { run.spikeCounts(ofLayer: $0) }
        var spikes = spiking.map { _ in [Spike]() }
        try run.begin(example, random: RandomStream(seed: seed))
        for step in 0..<steps {
            run.step()
            for (place, layer) in spiking.enumerated() {
                run.eachSpikeCount(ofLayer: layer) { neuron, count in
                    if count > before[place][neuron] { spikes[place].append(Spike(step: step, neuron: neuron)) }
                    before[place][neuron] = count
                }
            }
        }
        return zip(spiking, spikes).map { layer, spikes in
            let neurons = network.layers[layer].connection.outputCount
            return (layers[layer].name, SpikeRecording(spikes, neurons: neurons, steps: steps, timeStep: 1))
        }
    }
}
