import FrugalNN
import FrugalTensor

/// Few-shot learning on a backbone that was trained for something else and stays as it is: the practical default, and the
/// report's Figure 3 (g is trained beforehand, f only groups what g gives).
public enum FrozenFeatures {
    /// What answers on top of the features.
    public enum Head: String, Codable, Sendable, CaseIterable {
        /// The nearest class mean, of features as they are: Prototypical Networks' own comparison.
        case prototype
        /// The nearest class mean of centred unit vectors.
        case centroid
        /// Logistic regression fitted to each task.
        case logistic
    }

    /// A learner on the features of `backbone`.
    /// - Parameters:
    ///   - backbone: from pictures to vectors, with running statistics.
    ///   - base: classes whose mean feature is taken off, such as those the backbone was trained on; never test classes.
    ///   - pictures: how many pictures of `base` the mean is taken over, spread evenly.
    /// - Throws: `TensorError` where the pictures do not fit the backbone.
    public static func learner(
        on backbone: any Layer, head: Head, base: ClassPool, pictures: Int = 2000
    ) throws -> MetricNetwork {
        func mean() throws -> Tensor { try baseMean(of: backbone, base, pictures: pictures) }
        let chosen: any MetricHead =
            switch head {
            case .prototype: PrototypeHead()
            case .centroid: CentroidHead(baseMean: try mean())
            case .logistic: LogisticHead(baseMean: try mean())
            }
        return MetricNetwork(embedding: backbone, head: chosen)
    }

    private static func baseMean(of backbone: any Layer, _ base: ClassPool, pictures: Int) throws -> Tensor {
        let rows = base.classes.flatMap(\.rows)
        let step = max(1, rows.count / max(1, pictures))
        let chosen = stride(from: 0, to: rows.count, by: step).map { rows[$0] }
        let sums = try stride(from: 0, to: chosen.count, by: 512).map { start in
            let batch = base.batch(Array(chosen[start..<min(start + 512, chosen.count)]))
            return try Tensor.checking { withoutGradients { backbone(batch, .evaluation).sum(along: 0) } }
        }
        return sums.dropFirst().reduce(sums[0], +) / Double(chosen.count)
    }
}
