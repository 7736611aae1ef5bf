import FrugalNN
import FrugalTensor

/// A linear head on features that stay as they are, fitted to the end: the first answer of transfer, and the least of it.
public struct Probe: Sendable {
    /// `[classes, d]`.
    public let weight: Tensor
    /// `[classes]`.
    public let bias: Tensor
    /// How strongly the squared weights were held down, chosen on the validation part.
    public let strength: Double
    /// The share of right answers on the validation part.
    public let validationAccuracy: Double

    /// Strengths that are tried.
    public static let strengths = [1e-4, 1e-3, 1e-2, 1e-1, 1]

    /// Logistic regression on features of mean 0 and deviation 1, for each strength; the one with the smallest log loss on
    /// validation is kept.
    /// - Parameters:
    ///   - training: features `[N, d]` and classes.
    ///   - validation: the same of pictures that only choose; the strength in the middle is taken where there are none.
    /// - Throws: `TensorError` where memory ends.
    public init(
        training: (features: Tensor, labels: [Int]), validation: (features: Tensor, labels: [Int]), classes: Int
    ) throws {
        let mean = training.features.mean(along: 0)
        let deviation = training.features.deviation(along: 0, correction: 0).clamped(min: 1e-6)
        func scaled(_ features: Tensor) -> Tensor { (features - mean) / deviation }
        let inputs = scaled(training.features)
        let held = validation.labels.isEmpty ? nil : scaled(validation.features)
        var best: (weights: LogisticRegression.Weights, strength: Double, loss: Double, accuracy: Double)?
        for strength in held == nil ? [Self.strengths[2]] : Self.strengths {
            let weights = try LogisticRegression(strength: strength).fit(
                inputs, labels: training.labels, classes: classes)
            var (loss, accuracy) = (0.0, Double.nan)
            if let held {
                let scores = held.linear(weight: weights.weight, bias: weights.bias)
                loss = crossEntropy(scores, Tensor(validation.labels)).item()
                let answers = scores.argMax(along: 1).ints()
                accuracy = Double(zip(answers, validation.labels).count { $0 == $1 }) / Double(answers.count)
            }
            if loss < best?.loss ?? .infinity { best = (weights, strength, loss, accuracy) }
        }
        let chosen = best?.weights ?? (.zeros([classes, inputs.size(of: 1)]), .zeros([classes]))
        // The scaling goes into the weights, so that the head takes features as they come.
        let weight = chosen.weight / deviation
        self.weight = weight
        bias = chosen.bias - (weight * mean).sum(along: 1)
        strength = best?.strength ?? Self.strengths[2]
        validationAccuracy = best?.accuracy ?? .nan
    }

    /// Scores `[N, classes]` of features `[N, d]`.
    public func callAsFunction(_ features: Tensor) -> Tensor { features.linear(weight: weight, bias: bias) }
}
