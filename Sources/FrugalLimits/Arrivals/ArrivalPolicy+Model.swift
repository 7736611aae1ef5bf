import FrugalNN
import FrugalTensor

extension ArrivalPolicy {
    /// The model that training begins with.
    /// - Parameters:
    ///   - trained: the model that learned from the old examples.
    ///   - fresh: makes a new model.
    ///   - stream: what noise and new parameters are drawn from.
    /// - Throws: what `fresh` throws.
    public func start<Model: Module>(
        from trained: Model, using stream: inout RandomStream, fresh: (inout RandomStream) throws -> Model
    ) rethrows -> Model {
        switch self {
        case .scratch: try fresh(&stream)
        case .newOnly, .warmStart, .replay: trained
        case .shrinkPerturb(let lambda, let sigma): trained.shrunk(by: lambda, disturbedBy: sigma, using: &stream)
        }
    }
}

extension Module {
    /// The model with every parameter θ as λθ + N(0, σ²), each number with noise of its own; scales and shifts of a
    /// normalisation are parameters too. What is kept but not learned, such as running statistics, stays.
    public func shrunk(by lambda: Double, disturbedBy sigma: Double, using stream: inout RandomStream) -> Self {
        var copy = self
        copy.forEachParameter { tensor in
            let noise = Tensor.normal(tensor.shape, deviation: sigma, dtype: tensor.dtype, using: &stream)
            tensor = (tensor.detached() * lambda + noise.to(tensor.device)).detached()
        }
        return copy
    }
}
