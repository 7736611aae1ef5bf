import Foundation
import FrugalTensor

/// The skip decisions of a walk, worked out at its end.
struct SkipTrace {
    private var scores: [Tensor] = []
    private var chosen: [Tensor] = []

    /// Notes a layer's: scores `[count, skips]` of which the sigmoid is the probability, and a 1 for each that was taken.
    mutating func note(_ scores: Tensor, _ chosen: Tensor) {
        self.scores.append(scores)
        self.chosen.append(chosen)
    }

    /// Sums over all skips, `[count]` each, the divergence divided by the number of layers; nil where there are none.
    func sums(target: Double) -> (logProbability: Tensor, entropy: Tensor, divergence: Tensor)? {
        guard !scores.isEmpty else { return nil }
        let scores = Tensor.concatenated(scores, along: 1)
        let chosen = Tensor.concatenated(chosen, along: 1)
        let yes = scores.logSigmoid()
        let no = (scores * -1).logSigmoid()
        let probability = yes.exp()
        let rest = 1 - probability
        let logProbability = (chosen * yes + (1 - chosen) * no).sum(along: 1)
        let entropy = (probability * yes + rest * no).sum(along: 1) * -1
        let crossed = (probability * -log(target) - rest * log(1 - target)).sum(along: 1)
        return (logProbability, entropy, (crossed - entropy) / Double(self.scores.count))
    }
}
