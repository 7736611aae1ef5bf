import FrugalNN
import FrugalTensor

/// The comparison of Prototypical Networks: a class is the mean of its embedded pictures, and a score is minus the squared
/// Euclidean distance to that mean.
///
/// Snell, Swersky and Zemel, "Prototypical Networks for Few-shot Learning", NeurIPS 2017, equations 1 and 2.
public struct PrototypeHead: MetricHead {
    /// A head; it has nothing to learn.
    public init() {}

    /// Nothing to show.
    public mutating func visit(_ visitor: inout Visitor) {}

    /// Minus the squared distances to the class means, `[Q, way]`.
    public func logits(support: Tensor, membership: Tensor, query: Tensor) -> Tensor {
        -query.squaredDistances(to: Self.means(support, membership: membership))
    }

    /// `[way, d]`: the mean of each class's rows of `support` (equation 1).
    static func means(_ support: Tensor, membership: Tensor) -> Tensor {
        let counts = membership.sum(along: 0).unsqueezed(1)
        return membership.transposed().matmul(support) / counts
    }
}
