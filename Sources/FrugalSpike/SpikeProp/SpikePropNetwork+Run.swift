import FrugalTrack

extension SpikePropNetwork {
    /// The spike times of every layer, from the first on; `.infinity` for a silent neuron.
    /// - Parameter input: a time an input, in milliseconds from 0 on, or `.infinity`.
    /// - Throws: ``FrugalError`` as ``check()``, and for an input of another size or with times below zero or not a
    ///   number.
    public func spikeTimes(of input: [Double]) throws -> [[Double]] {
        try check()
        guard input.count == layers[0].inputs, input.allSatisfy({ $0 >= 0 }) else {
            throw FrugalError(
                .data, "input", "\(layers[0].inputs) times from zero on are needed",
                remedy: "give .infinity for an input that does not spike")
        }
        var run = NetworkRun(self)
        run.respond(self, to: input)
        return run.responses.map(\.times)
    }
}

/// A network at work, with room for its sums: made once and used for many inputs.
struct NetworkRun {
    private var runs: [LayerRun]
    /// What each layer did with the last input.
    private(set) var responses: [LayerResponse]

    /// A run of a network that has been checked.
    init(_ network: SpikePropNetwork) {
        runs = network.layers.map(LayerRun.init)
        responses = network.layers.map { LayerResponse(neurons: $0.outputs) }
    }

    /// Runs all layers.
    mutating func respond(_ network: SpikePropNetwork, to input: [Double]) {
        for (index, layer) in network.layers.enumerated() {
            runs[index].respond(
                layer, network.neurons, to: index == 0 ? input : responses[index - 1].times, into: &responses[index])
        }
    }

    /// The time of the first output, the deadline where it is silent.
    func answer(_ network: SpikePropNetwork) -> Double {
        min(responses.last?.times.first ?? .infinity, network.neurons.deadline)
    }

    /// What the last input cost: an addition for each arrival and neuron, up to the last spike of a layer.
    func operations(_ network: SpikePropNetwork) -> OperationLedger {
        OperationLedger(
            network.layers.indices.map { index in
                let layer = network.layers[index]
                return .spiking(
                    "layer \(index + 1)", synapticAdditions: Double(responses[index].arrivals * layer.outputs),
                    neuronUpdates: Double(layer.outputs))
            })
    }
}
