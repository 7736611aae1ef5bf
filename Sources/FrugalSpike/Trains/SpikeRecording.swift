import FrugalTrack
import SpikeEngine

/// The spikes of some neurons over some time.
public struct SpikeRecording: Codable, Hashable, Sendable {
    /// The spikes, in the order of their steps.
    public var spikes: [Spike]
    /// How many neurons were watched, silent ones included.
    public var neurons: Int
    /// How many steps were watched.
    public var steps: Int
    /// Milliseconds in a step.
    public var timeStep: Double

    /// A recording.
    public init(_ spikes: [Spike], neurons: Int, steps: Int, timeStep: Double) {
        self.spikes = spikes
        self.neurons = neurons
        self.steps = steps
        self.timeStep = timeStep
    }

    /// The train of one neuron.
    /// - Throws: ``FrugalError`` of kind `data` for an empty recording.
    public func train(of neuron: Int) throws -> SpikeTrain {
        try SpikeTrain(
            spikes.filter { $0.neuron == neuron }.map { Double($0.step) * timeStep },
            duration: Double(steps) * timeStep)
    }

    /// Spikes per second of a neuron, on average over all.
    public var meanRate: Double {
        guard neurons > 0, steps > 0 else { return 0 }
        return Double(spikes.count) / Double(neurons) / (Double(steps) * timeStep) * 1000
    }

    /// A picture: a dot a spike, time to the right, a row a neuron.
    public func raster(_ title: String, x: ChartAxis = ChartAxis("time (ms)")) -> SpikeRaster {
        SpikeRaster(
            title, spikes: spikes.map { (time: Double($0.step) * timeStep, neuron: $0.neuron) }, neuronCount: neurons,
            x: x)
    }
}
