import FrugalNN
import FrugalTensor

/// The losses that policies are learned by, of actions that were taken.
enum PolicyLosses {
    /// The logarithms of the probabilities of all actions and of those taken, and the mean entropy in nats.
    /// - Parameters:
    ///   - scores: `[N, actions]`.
    ///   - actions: `[N]`, whole numbers.
    static func reading(_ scores: Tensor, actions: Tensor) -> (taken: Tensor, entropy: Tensor) {
        let logarithms = scores.logSoftmax(along: 1)
        let taken = logarithms.gathered(along: 1, at: actions.unsqueezed(1)).squeezed(1)
        let entropy = -(logarithms.exp() * logarithms).sum(along: 1).mean()
        return (taken, entropy)
    }

    /// The policy gradient's loss: minus the mean of `log p(action) * advantage` (Mnih et al. 2016, section 4).
    static func policyGradient(_ taken: Tensor, advantages: Tensor) -> Tensor { -(taken * advantages).mean() }

    /// The clipped surrogate: minus the mean of `min(r A, clip(r, 1 - clip, 1 + clip) A)` with the ratio `r` of the
    /// probability now to that when the action was taken (Schulman et al. 2017, equation 7).
    static func clippedSurrogate(_ taken: Tensor, before: Tensor, advantages: Tensor, clip: Double) -> Tensor {
        let ratio = (taken - before).exp()
        let limited = ratio.clamped(to: 1 - clip...1 + clip)
        return -Tensor.minimum(ratio * advantages, limited * advantages).mean()
    }

    /// Half the mean squared error of the values.
    static func value(_ values: Tensor, returns: Tensor) -> Tensor { meanSquaredError(values, returns) * 0.5 }
}
