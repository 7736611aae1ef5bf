import FrugalNN
import FrugalTensor

/// What a signal costs on its way into a layer.
struct LayerReach: Sendable {
    /// What ledgers call the layer.
    let name: String
    /// Synapses of each input, `[inputs, 1]`.
    let synapses: Tensor
    /// Synapses of all inputs.
    let all: Double
    /// Neurons; zero for pooling.
    let neurons: Int
    /// Whether numbers arrive, and not spikes.
    let multiplies: Bool

    /// Operations that a signal `[steps, N, …]` causes in each step for each example, `[steps, N]`; `[1, N]` for one
    /// that stays the same, which is multiplied once and wholly.
    func operations(of signal: Tensor) -> Tensor {
        let (steps, examples) = signal.stepsAndExamples
        if multiplies, steps == 1 { return .full([1, examples], all) }
        let events = multiplies ? (signal .!= 0).to(.float32) : signal
        return events.reshaped([steps * examples, synapses.shape[0]]).matmul(synapses).reshaped([steps, examples])
    }
}

extension SurrogateNetwork {
    /// What signals cost on their way into each layer.
    /// - Throws: as ``spikingNetwork()``.
    func reach() throws -> [LayerReach] {
        var shape = inputShape
        var multiplies = coding == .direct
        return try layers.map { layer in
            let connection = try layer.synapses.connection(for: shape)
            let counts = connection.synapsesOfInputs(groups: (layer.synapses as? any GroupedSynapses)?.groups ?? 1)
            let reach = LayerReach(
                name: layer.name, synapses: Tensor(counts, shape: [counts.count, 1]),
                all: counts.reduce(0) { $0 + Double($1) }, neurons: layer.neurons == nil ? 0 : connection.outputCount,
                multiplies: multiplies)
            multiplies = layer.neurons == nil
            shape = connection.outputShape
            return reach
        }
    }

    /// Multiply-adds of the same network without spikes: every synapse once.
    /// - Throws: as ``spikingNetwork()``.
    public func denseOperations() throws -> Double { try reach().reduce(0) { $0 + $1.all } }
}

/// Synapses between groups of channels only.
protocol GroupedSynapses {
    var groups: Int { get }
}

extension Conv2d: GroupedSynapses {}
