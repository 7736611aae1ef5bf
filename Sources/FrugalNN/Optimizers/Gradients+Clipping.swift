import FrugalTensor

extension Gradients {
    /// The Euclidean norm of all gradients taken as one vector.
    public var norm: Double { globalNorm(of: values) }

    /// Shrinks all gradients by one factor so that their common norm is at most `limit`.
    ///
    /// Pascanu, Mikolov and Bengio, "On the difficulty of training recurrent neural networks", ICML 2013; the factor is
    /// PyTorch's, `limit / (norm + 1e-6)`.
    /// - Returns: the norm before. It is NaN or infinite where a gradient is, and then the gradients stay as they are:
    ///   the caller decides whether to skip the step.
    @discardableResult
    public mutating func clip(toNorm limit: Double) -> Double {
        let norm = norm
        let factor = limit / (norm + 1e-6)
        if norm.isFinite, factor < 1 { scale(&values, by: factor) }
        return norm
    }

    /// Limits every single number to `-limit ... limit`.
    public mutating func clip(toValue limit: Double) {
        clamp(&values, from: -limit.magnitude, to: limit.magnitude)
    }
}
