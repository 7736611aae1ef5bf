import Foundation

/// Makes probabilities honest by one number (Guo et al., "On calibration of modern neural networks", ICML 2017): logits
/// are divided by a temperature that gives the least log loss on examples the model was not trained on. No answer changes.
public enum TemperatureScaling {
    /// The temperatures looked at; beyond them a model is either certain or knows nothing.
    static let range = 0.05...20.0

    /// The temperature with the least log loss on `answers`; `belief` where there is nothing to fit it on.
    ///
    /// A dozen right answers would call for a temperature of zero and certainty ever after. So the temperature is held near
    /// `belief` as before any example was seen: log (T / belief) is taken to be normal with a deviation of one half, which
    /// a few hundred examples overrule. Golden-section search over log T finds the one valley.
    /// - Parameter belief: what is believed before any example is seen: 1 for the logits of a trained head, the scale of
    ///   the distances for a head that compares distances. The search goes over ``range`` times this.
    public static func fit(_ answers: Answers, around belief: Double = 1) -> Double {
        guard answers.count > 0, answers.classCount > 1 else { return belief }
        func loss(_ logTemperature: Double) -> Double {
            // Half of (log T / 0.5) squared, as a mean over the examples.
            answers.logLoss(temperature: belief * exp(logTemperature)) + 2 * logTemperature * logTemperature
                / Double(answers.count)
        }
        let ratio = (5.0.squareRoot() - 1) / 2
        var (low, high) = (log(range.lowerBound), log(range.upperBound))
        var (left, right) = (high - ratio * (high - low), low + ratio * (high - low))
        var (leftLoss, rightLoss) = (loss(left), loss(right))
        while high - low > 1e-4 {
            if leftLoss <= rightLoss {
                (high, right, rightLoss) = (right, left, leftLoss)
                left = high - ratio * (high - low)
                leftLoss = loss(left)
            } else {
                (low, left, leftLoss) = (left, right, rightLoss)
                right = low + ratio * (high - low)
                rightLoss = loss(right)
            }
        }
        let found = belief * exp((low + high) / 2)
        return answers.logLoss(temperature: found) < answers.logLoss(temperature: belief) ? found : belief
    }
}
