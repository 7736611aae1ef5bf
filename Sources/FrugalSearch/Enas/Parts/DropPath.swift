import FrugalNN
import FrugalTensor

extension Tensor {
    /// Drops a whole path for some examples of `[N, …]`, each with this probability, and makes up for it in the others.
    ///
    /// Larsson, Maire and Shakhnarovich, "FractalNet", ICLR 2017; scheduled by depth and time as in NASNet (Zoph et al. 2018).
    func pathDropped(_ probability: Double, in pass: Pass) -> Tensor {
        guard pass.isTraining, probability > 0 else { return self }
        let keep = 1 - Swift.min(probability, 0.999)
        let shape = [size(of: 0)] + Array(repeating: 1, count: Swift.max(0, rank - 1))
        let kept = Tensor.bernoulli(shape, probability: keep, using: &pass.random)
        return self * (kept / keep).to(dtype).to(device)
    }
}
