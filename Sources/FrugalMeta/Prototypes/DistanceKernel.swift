/// How far an embedding lies from the prototype of a class.
///
/// All sums run over the elements in order and in double precision: the distance to a class is the same bits whatever other
/// classes there are.
public enum DistanceKernel: String, Codable, Sendable, CaseIterable {
    /// The sum of the squared differences (Snell et al., "Prototypical networks for few-shot learning", NIPS 2017).
    case squaredEuclidean = "squared-euclidean"
    /// One minus the cosine of the angle (Vinyals et al., "Matching networks for one shot learning", NIPS 2016). A vector
    /// of zeros has no direction and lies at distance 1 from everything.
    case cosine

    /// The distance of two vectors of the same width; 0 or more.
    public func distance(_ one: [Double], _ other: [Double]) -> Double {
        switch self {
        case .squaredEuclidean:
            var sum = 0.0
            for place in one.indices {
                let gap = one[place] - other[place]
                sum += gap * gap
            }
            return sum
        case .cosine:
            var (product, left, right) = (0.0, 0.0, 0.0)
            for place in one.indices {
                product += one[place] * other[place]
                left += one[place] * one[place]
                right += other[place] * other[place]
            }
            let lengths = (left * right).squareRoot()
            return lengths > 0 ? max(0, 1 - product / lengths) : 1
        }
    }
}

/// What is done to an embedding before distances are taken: the mean of the training set is subtracted, and the length
/// made 1 (Wang et al., "SimpleShot", arXiv 1911.04623, the variant CL2N).
public struct EmbeddingNormalisation: Sendable, Equatable {
    /// What is subtracted, one number for each element; nil for nothing.
    public let centre: [Float]?
    /// Whether the length is made 1; a vector of zeros stays as it is.
    public let hasUnitLength: Bool

    /// A normalisation; without arguments nothing is done.
    public init(centre: [Float]? = nil, hasUnitLength: Bool = false) {
        self.centre = centre
        self.hasUnitLength = hasUnitLength
    }

    /// One embedding as distances take it.
    public func callAsFunction(_ embedding: [Float]) -> [Float] {
        var values = embedding.map(Double.init)
        if let centre {
            for place in values.indices where place < centre.count { values[place] -= Double(centre[place]) }
        }
        if hasUnitLength {
            let length = values.reduce(0) { $0 + $1 * $1 }.squareRoot()
            if length > 0 { for place in values.indices { values[place] /= length } }
        }
        return values.map { Float($0) }
    }
}
