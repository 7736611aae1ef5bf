import FrugalTensor

extension InputCoding {
    /// What reaches the first layer in every step, as ``InputEncoder`` has it for one example.
    /// - Parameters:
    ///   - examples: `[N, …]`, between 0 and 1.
    ///   - random: where ``InputCoding/poisson(rate:)`` draws from; the others draw nothing.
    /// - Returns: `[steps, N, …]`; `[1, N, …]` for ``InputCoding/direct``, which stays the same.
    public func signal(for examples: Tensor, steps: Int, using random: inout RandomStream) -> Tensor {
        switch self {
        case .direct: return examples.unsqueezed(0)
        case .poisson(let rate): return examples.poissonSpikes(steps: steps, rate: Double(rate), using: &random)
        case .regular(let rate):
            // An encoder is a neuron that sums from a half on; the half comes with the first step.
            let current = (examples * Double(rate)).unsqueezed(0)
            let first = current + 0.5
            let all =
                steps == 1
                ? first
                : Tensor.concatenated([first, current.expanded(to: [steps - 1] + examples.shape)])
            let encoders = LeakyIntegrateAndFire(steps: steps, decay: 1, threshold: 1)
            return withoutGradients { all.leakyIntegrateAndFire(encoders).spikes } ?? all
        case .latency(let threshold):
            let exact = (1 - examples) * Double(steps - 1)
            let whole = exact.floor()
            let times = whole + ((exact - whole) .>= 0.5).to(.float32)
            let ranks = Tensor((0..<steps).map { Float($0) }, shape: [steps] + examples.shape.map { _ in 1 })
            let spikes = (ranks .== times.unsqueezed(0)).to(.float32)
            return spikes * (examples .>= Double(threshold)).to(.float32)
        }
    }
}
