import FrugalNN
import FrugalTensor

/// What turns embedded pictures into scores: the part of a few-shot network that compares.
public protocol MetricHead: Module {
    /// A score for each class of each query; their softmax is the probability.
    /// - Parameters:
    ///   - support: `[S, d]`, the embedded labelled pictures.
    ///   - membership: `[S, way]`, 1 where a picture is of a class, else 0; every class has at least one.
    ///   - query: `[Q, d]`, the embedded pictures asked about.
    /// - Returns: `[Q, way]`.
    func logits(support: Tensor, membership: Tensor, query: Tensor) -> Tensor
}

extension Tensor {
    /// `[count, way]`: one row a label, 1 at its place and 0 elsewhere.
    static func membership(_ labels: [Int], way: Int) -> Tensor { Tensor(labels).oneHot(classes: way) }

    /// The squared distances of every row of `[N, d]` from every row of `other`, `[M, d]`: `[N, M]`.
    func squaredDistances(to other: Tensor) -> Tensor {
        // From one product; the differences of all pairs would be M times as large as the rows.
        let lengths = squared().sum(along: 1, keepingDimensions: true) + other.squared().sum(along: 1)
        return lengths - matmul(other.transposed()) * 2
    }

    /// Every row brought to length 1; rows of zeros stay.
    func unitRows() -> Tensor {
        self / norm(2, along: -1, keepingDimensions: true).clamped(min: 1e-8)
    }
}
