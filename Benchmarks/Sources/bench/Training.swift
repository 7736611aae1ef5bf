import FrugalNN
import FrugalTensor

/// A model, its data and its optimiser, ready to take training steps.
struct TrainingTask<Model: Module, Rule: Optimizer> {
    var model: Model
    var optimizer: Rule
    let labels: Tensor
    let random = RandomStream(seed: 1)
    let scores: (Model, Pass) -> Tensor

    mutating func step() {
        let pass = Pass.training(random)
        let (loss, gradients) = valueWithGradients(at: model) { crossEntropy(scores($0, pass), labels) }
        optimizer.update(&model, with: gradients)
        model.absorb(pass)
        _ = loss.item()
    }
}

/// Multiply-adds of one step, forward and backward, as counted by the ledger.
func multiplyAdds(_ step: () -> Void) -> Double { Double(CostLedger.measure(step).cost.multiplyAdds) }

/// The best rate at which this machine multiplies float32 matrices, in GFLOP/s: the limit that training is held against.
func bestProductRate() -> Double {
    var random = RandomStream(seed: 3)
    var best = 0.0
    for size in [1024, 2048] {
        let a = Tensor.normal([size, size], using: &random), b = Tensor.normal([size, size], using: &random)
        _ = a.matmul(b)
        let seconds = Rounds().seconds(4) { _ = a.matmul(b) }.min() ?? .infinity
        best = max(best, 2 * Double(size * size * size) / seconds / 1e9)
    }
    return best
}
