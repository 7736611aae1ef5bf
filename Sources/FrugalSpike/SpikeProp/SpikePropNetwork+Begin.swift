import FrugalTensor

/// Where the weights of a network begin.
public struct SpikePropBeginning: Codable, Hashable, Sendable {
    /// The standard deviation of the weights of hidden layers, in means: above 1, many are below zero.
    public var hiddenSpread: Double
    /// The same for the last layer.
    public var outputSpread: Double

    /// A beginning.
    public init(hiddenSpread: Double = 2, outputSpread: Double = 0.5) {
        self.hiddenSpread = hiddenSpread
        self.outputSpread = outputSpread
    }
}

extension SpikePropNetwork {
    /// A network of these layer sizes with random weights, scaled on examples so that neither silence nor a spike at
    /// once is usual: with the mean weight a mean input reaches the threshold half a time constant after the mean
    /// delay, where the membrane still rises, and each layer so long after the one before.
    /// - Parameters:
    ///   - sizes: from the inputs on.
    ///   - examples: spike times of some training inputs.
    /// - Returns: the network, and the size of a weight in each layer, in which an optimiser's steps are measured.
    static func beginning(
        _ sizes: [Int], neurons: SpikeResponse, delays: [Double], examples: [[Double]],
        beginning: SpikePropBeginning, random: inout RandomStream
    ) -> (network: SpikePropNetwork, units: [Double]) {
        var network = SpikePropNetwork(neurons: neurons, layers: [])
        var units: [Double] = []
        var heard = examples
        let latency = delays.reduce(0, +) / Double(max(1, delays.count)) + neurons.timeConstant / 2
        for (index, (inputs, outputs)) in zip(sizes, sizes.dropFirst()).enumerated() {
            let isLast = index == sizes.count - 2
            let target = latency * Double(index + 1)
            let drive = heard.map { example in
                (example + [0]).reduce(0) { sum, spike in
                    sum + delays.reduce(0) { $0 + neurons.kernel(target - spike - $1) }
                }
            }
            let mean = neurons.threshold / max(drive.reduce(0, +) / Double(max(1, heard.count)), 1e-6)
            let spread = isLast ? beginning.outputSpread : beginning.hiddenSpread
            let count = DelayedSynapses.weightCount(inputs: inputs, outputs: outputs, delays: delays.count)
            let noise = Tensor.normal([count], dtype: .float64, using: &random).doubles()
            network.layers.append(
                DelayedSynapses(
                    inputs: inputs, outputs: outputs, delays: delays, weights: noise.map { mean * (1 + spread * $0) }))
            units.append(mean * max(1, spread))
            guard !isLast else { break }
            var run = NetworkRun(network)
            heard = examples.map { example in
                run.respond(network, to: example)
                return run.responses[index].times
            }
        }
        return (network, units)
    }
}
