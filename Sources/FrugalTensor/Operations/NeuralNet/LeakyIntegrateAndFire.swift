import CFrugalTorch

/// Leaky integrate-and-fire neurons as the engine takes them.
package struct LeakyIntegrateAndFire: Sendable {
    /// Steps of a presentation.
    package var steps: Int
    /// What is left of a membrane after a step.
    package var decay: Double
    /// Where a neuron spikes; nil for one that never does.
    package var threshold: Double?
    /// Whether a spike takes the threshold off; otherwise it puts the membrane to zero.
    package var subtracts: Bool
    /// The derivative of a spike: 0 fast sigmoid, 1 arctangent, 2 triangle, 3 straight through, 4 sigmoid.
    package var surrogate: Int
    /// Its slope.
    package var slope: Double

    /// Neurons of this kind.
    package init(
        steps: Int, decay: Double, threshold: Double?, subtracts: Bool = true, surrogate: Int = 0, slope: Double = 25
    ) {
        self.steps = steps
        self.decay = decay
        self.threshold = threshold
        self.subtracts = subtracts
        self.surrogate = surrogate
        self.slope = slope
    }

    fileprivate var engineValue: frugal_lif_neurons {
        frugal_lif_neurons(
            steps: steps, decay: decay, threshold: threshold ?? 0, spikes: threshold != nil, subtracts: subtracts,
            surrogate: Int32(surrogate), slope: slope)
    }
}

extension Tensor {
    /// Neurons driven by the currents `self` over all steps, as one operation: `v = decay v + I`, a spike where
    /// `v >= threshold`, then `v -= threshold` or `v = 0`. Membranes begin at zero.
    ///
    /// Backwards a spike counts as the surrogate's derivative at `v - threshold`, and its reset as a constant
    /// (snnTorch's default). Gradients of any order.
    ///
    /// `self` is `[steps, …]`, or `[1, …]` for a current that stays the same; its gradient is then the sum over the
    /// steps.
    /// - Parameter wantsMembranes: whether membranes are given out too. Neurons that never spike always give theirs.
    /// - Returns: spikes as ones, `[steps, …]`, nil for neurons that never spike; membranes after their reset.
    package func leakyIntegrateAndFire(
        _ neurons: LeakyIntegrateAndFire, wantsMembranes: Bool = false
    ) -> (spikes: Tensor?, membranes: Tensor?) {
        var value = neurons.engineValue
        let results = operation("leakyIntegrateAndFire", [self], results: 2) { list, _, outs in
            frugal_lif(list[0], &value, wantsMembranes, outs)
        }
        let spikes = neurons.threshold == nil ? nil : results[0]
        return (spikes, wantsMembranes || spikes == nil ? results[1] : nil)
    }

    /// ``linear(weight:bias:)`` for `self` of zeros and ones: where few are ones, their weights are added up, which is
    /// several times faster than the product. Any other numbers give what that gives.
    package func spikeLinear(weight: Tensor, bias: Tensor? = nil) -> Tensor {
        operation("spikeLinear", self, weight) { x, weight, out in
            bias.withOptionalHandle { frugal_spike_linear(x, weight, $0, out) }
        }
    }

    /// Spikes drawn for numbers between 0 and 1: in each step a one with probability `rate` times the number.
    /// - Returns: `[steps, …]`, the same for a seed whatever the number of threads.
    package func poissonSpikes(steps: Int, rate: Double, using stream: inout RandomStream) -> Tensor {
        let seed = stream.next()
        return operation("poissonSpikes", self) { frugal_poisson_spikes($0, steps, rate, seed, $1) }
    }
}
