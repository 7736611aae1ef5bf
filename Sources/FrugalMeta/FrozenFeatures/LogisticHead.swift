import FrugalNN
import FrugalTensor

/// Logistic regression on frozen features, fitted to the labelled pictures of each task: better than a centroid from about
/// five pictures a class on (reference, section 5).
public struct LogisticHead: MetricHead {
    /// `[d]`: the mean feature of the classes that the backbone was trained on; zeros take nothing off.
    public var baseMean: Tensor
    /// The regression.
    public let regression: LogisticRegression

    /// A head that takes off `baseMean`.
    public init(baseMean: Tensor, strength: Double = 0.01) {
        self.baseMean = baseMean
        regression = LogisticRegression(strength: strength)
    }

    /// Shows the mean, which is kept and not learned.
    public mutating func visit(_ visitor: inout Visitor) { visitor.buffer("base_mean", &baseMean) }

    /// The scores of the regression that was fitted to the support, `[Q, way]`. No gradient flows through the fit.
    public func logits(support: Tensor, membership: Tensor, query: Tensor) -> Tensor {
        let labels = membership.argMax(along: 1).to(.int64).ints()
        let weights = withoutGradients {
            regression.fit(
                Self.features(support, baseMean), labels: labels, classes: membership.size(of: 1), shouldStop: { false }
            )
        }
        return Self.features(query, baseMean).linear(weight: weights.weight, bias: weights.bias)
    }

    /// Unit vectors of length sqrt(d), so that one strength of regularisation fits any width.
    private static func features(_ vectors: Tensor, _ mean: Tensor) -> Tensor {
        (vectors - mean).unitRows() * Double(vectors.size(of: 1)).squareRoot()
    }
}
