import FrugalTrack

/// What one layer did for one example, counted and not estimated; a mean over examples is a fraction.
///
/// An operation is what a figure of operations counts: an addition that a spike caused, or a multiply-add. Both count one
/// (Neil, Pfeiffer and Liu 2016), and the layer that the input reaches counts like any other.
public struct LayerOperations: Codable, Hashable, Sendable {
    /// What the layer is called.
    public var name: String
    /// Additions of a weight that a spike caused: spikes times the synapses that each reaches.
    public var synapticAdditions: Double
    /// Products of two numbers added to a sum: a layer that is driven by numbers and not by spikes.
    public var multiplyAdds: Double
    /// Neurons times the steps in which they were updated.
    public var neuronUpdates: Double
    /// Weights read, or written by learning.
    public var weightAccesses: Double
    /// Membranes read or written: two for each synaptic addition and two for each update of a neuron.
    public var membraneAccesses: Double

    /// Counts of a layer.
    public init(
        _ name: String, synapticAdditions: Double = 0, multiplyAdds: Double = 0, neuronUpdates: Double = 0,
        weightAccesses: Double = 0, membraneAccesses: Double = 0
    ) {
        self.name = name
        self.synapticAdditions = synapticAdditions
        self.multiplyAdds = multiplyAdds
        self.neuronUpdates = neuronUpdates
        self.weightAccesses = weightAccesses
        self.membraneAccesses = membraneAccesses
    }

    /// A layer whose synapses add `synapticAdditions` times and whose neurons are updated `neuronUpdates` times, with
    /// the accesses that follow: a weight for each addition, a membrane read and written for each of both.
    public static func spiking(_ name: String, synapticAdditions: Double, neuronUpdates: Double) -> LayerOperations {
        LayerOperations(
            name, synapticAdditions: synapticAdditions, neuronUpdates: neuronUpdates,
            weightAccesses: synapticAdditions, membraneAccesses: 2 * (synapticAdditions + neuronUpdates))
    }

    /// A layer of an ordinary network with so many multiply-adds, each of which reads a weight.
    public static func dense(_ name: String, multiplyAdds: Double) -> LayerOperations {
        LayerOperations(name, multiplyAdds: multiplyAdds, weightAccesses: multiplyAdds)
    }

    /// Synaptic additions and multiply-adds together.
    public var operations: Double { synapticAdditions + multiplyAdds }

    /// Every count times `factor`.
    public func scaled(by factor: Double) -> LayerOperations {
        LayerOperations(
            name, synapticAdditions: synapticAdditions * factor, multiplyAdds: multiplyAdds * factor,
            neuronUpdates: neuronUpdates * factor, weightAccesses: weightAccesses * factor,
            membraneAccesses: membraneAccesses * factor)
    }

    /// The counts of both, under the name of the first.
    public static func + (one: LayerOperations, other: LayerOperations) -> LayerOperations {
        LayerOperations(
            one.name, synapticAdditions: one.synapticAdditions + other.synapticAdditions,
            multiplyAdds: one.multiplyAdds + other.multiplyAdds, neuronUpdates: one.neuronUpdates + other.neuronUpdates,
            weightAccesses: one.weightAccesses + other.weightAccesses,
            membraneAccesses: one.membraneAccesses + other.membraneAccesses)
    }
}
