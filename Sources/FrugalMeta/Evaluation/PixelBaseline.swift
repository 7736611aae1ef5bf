import FrugalTensor

/// What can be told without any learning: the raw pixels of pictures, compared by the cosine of their angle.
///
/// It pins loader, split, polarity, sampler and scorer before there is a network: on Omniglot's test characters its
/// accuracies are known to within half a point.
public struct PixelBaseline: FewShotLearner, Codable {
    /// What a picture asked about is compared with.
    public enum Rule: String, Codable, Sendable, CaseIterable {
        /// Every labelled picture; the nearest one names the class.
        case nearest
        /// The mean picture of every class.
        case centroid
    }

    /// What a picture asked about is compared with.
    public var rule: Rule

    /// A baseline by this rule.
    public init(_ rule: Rule = .nearest) { self.rule = rule }

    /// The cosine between each query picture and the nearest labelled picture of each class, or its mean picture,
    /// `[Q, way]`. A blank picture has cosine 0 with all.
    public func logits(_ task: FewShotTask) -> Tensor {
        let queries = task.query.flattened(from: 1).unitRows()
        let classes = Self.places(of: task.supportLabels, way: task.way)
        let support = task.support.flattened(from: 1)
        switch rule {
        case .nearest:
            let cosines = queries.matmul(support.unitRows().transposed())
            return .stacked(
                classes.map { cosines.indexSelected(along: 1, at: Tensor($0)).max(along: 1) }, along: 1)
        case .centroid:
            let means = Tensor.stacked(classes.map { support.indexSelected(at: Tensor($0)).mean(along: 0) })
            return queries.matmul(means.unitRows().transposed())
        }
    }

    /// Which rows belong to each of `way` classes.
    private static func places(of labels: [Int], way: Int) -> [[Int]] {
        var places = [[Int]](repeating: [], count: way)
        for (row, label) in labels.enumerated() { places[label].append(row) }
        return places
    }
}
