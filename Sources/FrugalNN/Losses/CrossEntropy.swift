import FrugalTensor

/// The cross entropy between scores and the classes they should name: minus the logarithm of the right class's softmax.
///
/// - Parameters:
///   - logits: `[N, classes]`, or `[N, classes, …]` for a class a pixel.
///   - labels: whole numbers `[N]`, or `[N, …]`, below the number of classes.
///   - weights: `[classes]`: how much an example of each class counts. The mean is over these weights.
///   - smoothing: the share of the target that is spread over all classes (Szegedy et al. 2016).
///   - label: a label that is left out.
public func crossEntropy(
    _ logits: Tensor, _ labels: Tensor, weights: Tensor? = nil, smoothing: Double = 0, ignoring label: Int? = nil,
    reduction: Reduction = .mean
) -> Tensor {
    logits.crossEntropy(
        with: labels, weights: weights, smoothing: smoothing, ignoring: label, reduction: reduction.code)
}

/// The cross entropy between scores and given probabilities, as for a teacher's softened answers.
///
/// - Parameters:
///   - logits: `[N, classes]`.
///   - probabilities: `[N, classes]`, each row a distribution.
public func softmaxCrossEntropy(
    _ logits: Tensor, _ probabilities: Tensor, weights: Tensor? = nil, smoothing: Double = 0,
    reduction: Reduction = .mean
) -> Tensor {
    guard logits.shape == probabilities.shape else {
        return .refused(
            "softmaxCrossEntropy", [logits, probabilities], because: "there must be a probability for every score")
    }
    return logits.crossEntropy(
        with: probabilities, weights: weights, smoothing: smoothing, ignoring: nil, reduction: reduction.code)
}

/// Minus the logarithm of the right class's probability.
///
/// - Parameters:
///   - logProbabilities: `[N, classes]`, as `logSoftmax` gives them.
///   - labels: whole numbers `[N]`.
///   - weights: `[classes]`: how much an example of each class counts.
///   - label: a label that is left out.
public func negativeLogLikelihood(
    _ logProbabilities: Tensor, _ labels: Tensor, weights: Tensor? = nil, ignoring label: Int? = nil,
    reduction: Reduction = .mean
) -> Tensor {
    logProbabilities.negativeLogLikelihood(
        of: labels, weights: weights, ignoring: label, reduction: reduction.code)
}

/// The cross entropy of independent yes-or-no answers, from scores before the sigmoid.
///
/// - Parameters:
///   - logits: of any shape.
///   - targets: of the same shape, between 0 and 1.
///   - positiveWeight: how much more a positive target counts; broadcasts.
public func binaryCrossEntropy(
    _ logits: Tensor, _ targets: Tensor, positiveWeight: Tensor? = nil, reduction: Reduction = .mean
) -> Tensor {
    logits.binaryCrossEntropy(with: targets, positiveWeight: positiveWeight, reduction: reduction.code)
}

/// The Kullback-Leibler divergence of predicted from target distributions, in nats.
///
/// - Parameters:
///   - logProbabilities: predictions, `[N, …]`.
///   - targets: probabilities of the same shape.
///   - reduction: the mean is over the batch, the first dimension, as the definition has it (PyTorch's `batchmean`).
public func klDivergence(
    _ logProbabilities: Tensor, from targets: Tensor, reduction: Reduction = .mean
) -> Tensor {
    guard reduction == .mean else { return logProbabilities.divergence(from: targets, reduction: reduction.code) }
    let rows = max(1, logProbabilities.shape.first ?? 1)
    return logProbabilities.divergence(from: targets, reduction: Reduction.sum.code) / Double(rows)
}
