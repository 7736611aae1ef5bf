import FrugalNN
import FrugalTensor

/// A network that learns to spike at wanted times, batch by batch: the state of a training as a value.
///
/// A batch is divided into parts of a fixed number, whose derivatives are added in order, so that a seed gives the same
/// network with any number of threads.
struct SpikePropTraining: Sendable {
    /// The network so far.
    private(set) var network: SpikePropNetwork
    private let rules: SpikePropGuard
    /// The size of a weight in each layer: the optimiser sees weights in these units, so that one rate suits all
    /// layers.
    private let units: [Double]
    private var scaled: ScaledWeights
    private var optimizer: AdamW

    /// Parts of a batch, whatever the number of threads.
    private static let parts = 4

    init(_ network: SpikePropNetwork, units: [Double], rules: SpikePropGuard, weightDecay: Double) {
        self.network = network
        self.units = units
        self.rules = rules
        scaled = ScaledWeights(
            layers: zip(network.layers, units).map { layer, unit in Tensor(layer.weights.map { $0 / unit }) })
        optimizer = AdamW(weightDecay: weightDecay)
    }

    /// Takes one step.
    /// - Parameters:
    ///   - inputs: the spike times of the batch's examples.
    ///   - error: the derivative of an example's loss by the time of the one output neuron, from its number in the
    ///   batch and that time.
    mutating func step(
        _ inputs: [[Double]], rate: Double, threads: Int, error: @Sendable (_ example: Int, _ time: Double) -> Double
    ) throws {
        let (network, rules) = (network, rules)
        let parts = try TaskThreads.map(Self.parts, threads: threads) { part in
            var run = NetworkRun(network)
            var gradient = SpikePropGradient(network)
            for example in stride(from: part, to: inputs.count, by: Self.parts) {
                run.respond(network, to: inputs[example])
                let error = error(example, run.answer(network))
                gradient.add(network, run, input: inputs[example], errors: [error], rules: rules)
            }
            return gradient.layers
        }
        let gradients = network.layers.indices.map { layer in
            let share = units[layer] / Double(max(1, inputs.count))
            var sum = parts[0][layer]
            for part in parts.dropFirst() {
                for place in sum.indices { sum[place] += part[layer][place] }
            }
            return Tensor(sum.map { $0 * share })
        }
        optimizer.learningRate = rate
        optimizer.update(&scaled, with: Gradients(gradients))
        for (layer, unit) in units.enumerated() {
            self.network.layers[layer].weights = scaled.layers[layer].doubles().map { $0 * unit }
        }
    }
}

/// The weights of all layers as the optimisers of `FrugalNN` take them.
private struct ScaledWeights: Module {
    var layers: [Tensor]

    mutating func visit(_ visitor: inout Visitor) {
        for index in layers.indices { visitor.parameter("layer\(index + 1)", &layers[index]) }
    }
}
