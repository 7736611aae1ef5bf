import FrugalTensor

/// The decisions of a walk: their probabilities and entropies are worked out at its end, all decisions of as many options at
/// once.
struct PolicyTrace {
    private var logits: [Int: [Tensor]] = [:]
    private var tokens: [Int: [Int]] = [:]
    private let count: Int

    /// A trace of `count` architectures side by side.
    init(count: Int) {
        self.count = count
    }

    /// Notes a decision between the options of a softmax over `logits`, `[count, options]`, and what was taken.
    mutating func note(_ logits: Tensor, took tokens: [Int]) {
        let options = logits.size(of: 1)
        self.logits[options, default: []].append(logits)
        self.tokens[options, default: []] += tokens
    }

    /// Sums over all decisions, `[count]` each.
    func sums() -> (logProbability: Tensor, entropy: Tensor) {
        var logProbability = Tensor.zeros([count])
        var entropy = Tensor.zeros([count])
        for options in logits.keys.sorted() {
            guard let parts = logits[options], let taken = tokens[options] else { continue }
            let logs = Tensor.concatenated(parts).logSoftmax(along: 1)
            let chosen = logs.gathered(along: 1, at: Tensor(taken, shape: [taken.count, 1]))
            logProbability = logProbability + chosen.reshaped(parts.count, count).sum(along: 0)
            let entropies = (logs.exp() * logs).sum(along: 1)
            entropy = entropy - entropies.reshaped(parts.count, count).sum(along: 0)
        }
        return (logProbability, entropy)
    }
}
