import FrugalTrack

/// A feed-forward network of precisely timed spikes: numbers are times, in milliseconds, and `.infinity` is a neuron
/// that does not spike.
///
///     let network = SpikePropNetwork(neurons: SpikeResponse(), layers: [hidden, output])
///     let answer = try network.spikeTimes(of: [0, 3.2, .infinity]).last
public struct SpikePropNetwork: Codable, Hashable, Sendable {
    /// What all neurons are like.
    public var neurons: SpikeResponse
    /// The connections from the input on.
    public var layers: [DelayedSynapses]

    /// A network of these parts; ``check()`` says whether they fit.
    public init(neurons: SpikeResponse, layers: [DelayedSynapses]) {
        self.neurons = neurons
        self.layers = layers
    }

    /// Weights of all layers.
    public var parameterCount: Int { layers.reduce(0) { $0 + $1.weights.count } }

    /// Finds what cannot be run.
    /// - Throws: ``FrugalError`` of kind `data` that names the layer and what is wrong with it.
    public func check() throws {
        guard neurons.timeConstant > 0, neurons.threshold > 0, neurons.deadline > 0,
            [neurons.timeConstant, neurons.threshold, neurons.deadline].allSatisfy(\.isFinite)
        else { throw fault("neurons", "time constant, threshold and deadline must be above zero") }
        // Beyond this the exponentials of a presentation leave the range of a number.
        guard neurons.deadline <= 300 * neurons.timeConstant else {
            throw fault("neurons", "the deadline is more than 300 time constants away")
        }
        guard let first = layers.first else { throw fault("network", "there is no layer") }
        var count = first.inputs
        for (index, layer) in layers.enumerated() {
            let name = "layer \(index + 1)"
            guard (1...65_536).contains(layer.inputs), (1...65_536).contains(layer.outputs), layer.inputs == count
            else {
                throw fault(name, "\(layer.inputs) inputs and \(layer.outputs) neurons do not fit \(count) inputs")
            }
            guard (1...1024).contains(layer.delays.count), layer.delays.allSatisfy({ $0 >= 0 && $0.isFinite }) else {
                throw fault(name, "its delays are not finite numbers from zero on, at most 1024")
            }
            let expected = DelayedSynapses.weightCount(
                inputs: layer.inputs, outputs: layer.outputs, delays: layer.delays.count)
            guard layer.weights.count == expected, layer.weights.allSatisfy(\.isFinite) else {
                throw fault(name, "it needs \(expected) finite weights")
            }
            count = layer.outputs
        }
    }

    private func fault(_ subject: String, _ problem: String) -> FrugalError {
        FrugalError(.data, subject, problem, remedy: "give a network of spike times whose parts fit")
    }
}
