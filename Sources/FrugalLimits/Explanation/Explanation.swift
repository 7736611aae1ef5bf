import FrugalTensor

/// Which pixels an answer hangs on, with the checks that say how far the map can be believed. The checks are always made.
public struct Explanation: Codable, Hashable, Sendable {
    /// How the map was made.
    public var method: ExplanationMethod
    /// The class whose score is explained.
    public var label: Int
    /// The score of the class, before any softmax.
    public var score: Double
    /// Rows and columns.
    public var height: Int
    /// Columns.
    public var width: Int
    /// A number a pixel, channels added up, `[height][width]` in rows.
    public var map: [Float]
    /// `|sum of the map - (score - score of the baseline)|` as a share of that difference; nil for methods that promise no sum.
    public var completenessError: Double?
    /// Spearman's correlation of the map's sizes with those of a network whose numbers are all drawn anew (Adebayo et al.
    /// 2018): far from 0 for a map that does not depend on what was learned.
    public var randomisationCorrelation: Double
}

extension [Float] {
    /// Spearman's rank correlation of the sizes of two lists; 0 where one of them has only one size.
    func rankCorrelation(with other: [Float]) -> Double {
        let (one, two) = (map(abs).midranks, other.map(abs).midranks)
        let count = Double(Swift.max(1, one.count))
        let (meanOne, meanTwo) = (one.reduce(0, +) / count, two.reduce(0, +) / count)
        var (product, squareOne, squareTwo) = (0.0, 0.0, 0.0)
        for (a, b) in zip(one, two) {
            product += (a - meanOne) * (b - meanTwo)
            squareOne += (a - meanOne) * (a - meanOne)
            squareTwo += (b - meanTwo) * (b - meanTwo)
        }
        return squareOne > 0 && squareTwo > 0 ? product / (squareOne * squareTwo).squareRoot() : 0
    }

    /// The rank of each number; equals share their mean rank.
    private var midranks: [Double] {
        let order = indices.sorted { self[$0] < self[$1] }
        var ranks = [Double](repeating: 0, count: count)
        var first = 0
        while first < order.count {
            var end = first + 1
            while end < order.count, self[order[end]] == self[order[first]] { end += 1 }
            for place in first..<end { ranks[order[place]] = Double(first + end - 1) / 2 }
            first = end
        }
        return ranks
    }
}
