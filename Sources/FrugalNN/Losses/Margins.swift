import FrugalTensor

/// The hinge over classes: the mean over the other classes of how far their score comes within `margin` of the label's
/// (Crammer and Singer 2001, averaged as in PyTorch's `MultiMarginLoss`).
///
/// - Parameters:
///   - scores: `[N, classes]`.
///   - labels: whole numbers `[N]`.
public func hinge(
    _ scores: Tensor, _ labels: Tensor, margin: Double = 1, reduction: Reduction = .mean
) -> Tensor {
    scores.multiclassHinge(with: labels, margin: margin, reduction: reduction.code)
}

/// The hinge of two classes: `max(0, margin - sign * score)`.
///
/// - Parameter signs: 1 or -1 for every score.
public func binaryHinge(
    _ scores: Tensor, _ signs: Tensor, margin: Double = 1, reduction: Reduction = .mean
) -> Tensor {
    guard scores.shape == signs.shape else {
        return .refused("binaryHinge", [scores, signs], because: "there must be a sign for every score")
    }
    return (margin - scores * signs).relu().reduced(reduction)
}

/// One minus the cosine between vectors of the last dimension, row by row.
public func cosineDistance(_ a: Tensor, _ b: Tensor, reduction: Reduction = .mean) -> Tensor {
    (1 - a.cosineSimilarity(to: b)).reduced(reduction)
}

/// How far a negative example comes within `margin` of being no nearer than the positive one (Schroff et al. 2015).
///
/// - Parameters:
///   - anchor: `[N, width]`.
///   - positive: examples of the anchors' classes.
///   - negative: examples of other classes.
public func triplet(
    _ anchor: Tensor, positive: Tensor, negative: Tensor, margin: Double = 1, reduction: Reduction = .mean
) -> Tensor {
    anchor.triplet(positive: positive, negative: negative, margin: margin, reduction: reduction.code)
}

/// Pulls pairs of one class together and pushes others at least `margin` apart (Hadsell, Chopra and LeCun 2006):
/// `same d² + (1 - same) max(0, margin - d)²`.
///
/// - Parameters:
///   - a: `[N, width]`.
///   - b: `[N, width]`.
///   - same: `[N]`: 1 for a pair of one class, else 0.
public func contrastive(
    _ a: Tensor, _ b: Tensor, same: Tensor, margin: Double = 1, reduction: Reduction = .mean
) -> Tensor {
    a.pairwiseDistance(to: b).contrastive(same: same, margin: margin, reduction: reduction.code)
}

extension Tensor {
    fileprivate func reduced(_ reduction: Reduction) -> Tensor {
        switch reduction {
        case .none: self
        case .mean: mean()
        case .sum: sum()
        }
    }
}
