import FrugalNN
import FrugalTensor

/// A layer of spiking neurons over all steps of a presentation: synapses, then neurons.
///
///     let layer = SurrogateLayer("hidden", Linear(784, 1000, using: &random), SpikingNeurons(decay: 0.9), steps: 25)
///
/// A signal is `[steps, N, …]`, or `[1, N, …]` where it stays the same: synapses then work once for all steps.
public struct SurrogateLayer: Layer {
    /// What ledgers and messages call it.
    public let name: String
    /// What signals go through.
    public var synapses: any Synapses
    /// What they reach; nil where the result of the synapses is passed on as it is (pooling).
    public var neurons: SpikingNeurons?
    /// The derivative of its spikes.
    public var surrogate: Surrogate
    /// Steps of a presentation.
    public let steps: Int
    /// The share of neurons whose spikes are held back in training: the same ones in all steps of a presentation.
    public var dropout = 0.0

    /// A layer of these parts.
    public init(
        _ name: String, _ synapses: any Synapses, _ neurons: SpikingNeurons?, surrogate: Surrogate = .standard,
        steps: Int
    ) {
        self.name = name
        self.synapses = synapses
        self.neurons = neurons
        self.surrogate = surrogate
        self.steps = steps
    }

    /// Shows the tensors of the synapses.
    public mutating func visit(_ visitor: inout Visitor) { synapses.visit(&visitor) }

    /// What the layer passes on: spikes `[steps, N, …]`; membranes for neurons that never spike.
    public func forward(_ x: Tensor, _ pass: Pass) -> Tensor {
        let response = respond(x, pass)
        return response.spikes ?? response.membranes ?? x
    }

    /// What the neurons do.
    /// - Parameter wantsMembranes: whether the membranes of spiking neurons are wanted too.
    /// - Returns: spikes `[steps, N, …]`, nil for neurons that never spike; membranes after their reset. Without
    ///   neurons `spikes` is the result of the synapses.
    func respond(
        _ x: Tensor, _ pass: Pass, wantsMembranes: Bool = false
    ) -> (spikes: Tensor?, membranes: Tensor?) {
        let current = current(x, pass)
        guard let neurons else { return (current, nil) }
        let response = current.leakyIntegrateAndFire(
            neurons.overSteps(steps, surrogate), wantsMembranes: wantsMembranes)
        return (response.spikes.map { held($0, pass) }, response.membranes)
    }

    /// The input of the neurons: `[steps, N, …]`, or `[1, N, …]` for a signal that stays the same.
    private func current(_ x: Tensor, _ pass: Pass) -> Tensor {
        let (steps, examples) = x.stepsAndExamples
        let merged = x.reshaped([steps * examples] + x.shape.dropFirst(2))
        let arriving = synapses.takesVectors ? merged.flattened() : merged
        // An input that stays the same is no train of spikes.
        let result = steps == 1 ? synapses(arriving, pass) : synapses.carry(arriving, pass)
        return result.reshaped([steps, examples] + result.shape.dropFirst())
    }

    private func held(_ spikes: Tensor, _ pass: Pass) -> Tensor {
        guard pass.isTraining, dropout > 0 else { return spikes }
        let one = [1] + spikes.shape.dropFirst()
        return spikes * Tensor.ones(one).dropout(dropout, using: &pass.random)
    }
}

extension Tensor {
    /// The first two sizes of a signal; zeros for the result of an operation that was refused.
    var stepsAndExamples: (steps: Int, examples: Int) { shape.count > 1 ? (shape[0], shape[1]) : (0, 0) }

    /// Everything but the first dimension as one.
    fileprivate func flattened() -> Tensor { shape.count == 2 ? self : flattened(from: 1) }
}

extension SpikingNeurons {
    /// The same as the engine takes them.
    func overSteps(_ steps: Int, _ surrogate: Surrogate) -> LeakyIntegrateAndFire {
        LeakyIntegrateAndFire(
            steps: steps, decay: Double(decay), threshold: threshold.map { Double($0) },
            subtracts: reset == .subtract, surrogate: surrogate.engineCode, slope: surrogate.slope)
    }
}
