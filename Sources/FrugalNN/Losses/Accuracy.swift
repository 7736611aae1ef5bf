import FrugalTensor

/// The share of examples whose highest score is that of their label.
///
/// - Parameters:
///   - logits: `[N, classes]`.
///   - labels: whole numbers `[N]`.
/// - Returns: between 0 and 1; NaN for no examples.
public func accuracy(_ logits: Tensor, _ labels: Tensor) -> Double {
    let guesses = withoutGradients { logits.argMax(along: -1) }.ints()
    let right = zip(guesses, labels.ints()).filter { $0 == $1 }.count
    return Double(right) / Double(guesses.count)
}
