/// How well stated confidence agrees with how often the answer is right: the data of a reliability diagram.
public struct Calibration: Codable, Sendable, Equatable {
    /// The predictions whose confidence falls into one range.
    public struct Bin: Codable, Sendable, Equatable {
        /// How many predictions fall into it.
        public let count: Int
        /// Their mean confidence; 0 where there are none.
        public let confidence: Double
        /// The share of them that is right; 0 where there are none.
        public let accuracy: Double

        /// A bin of `count` predictions.
        public init(count: Int, confidence: Double, accuracy: Double) {
            self.count = count
            self.confidence = confidence
            self.accuracy = accuracy
        }
    }

    /// Bins of equal width over the confidences 0...1.
    public let bins: [Bin]

    /// Sorts predictions into `binCount` bins of equal width; 15 is the field's custom (Guo et al. 2017).
    /// - Parameter predictions: the confidence in the chosen class, and whether it was right. Confidences outside
    ///   0...1 go to the nearest bin and nan is left out.
    public init(_ predictions: [(confidence: Double, isRight: Bool)], binCount: Int = 15) {
        let width = max(1, binCount)
        var counts = [Int](repeating: 0, count: width)
        var rights = counts
        var confidences = [Double](repeating: 0, count: width)
        for prediction in predictions where !prediction.confidence.isNaN {
            let confidence = min(max(prediction.confidence, 0), 1)
            // Bins are open below and closed above, as in the paper: 1.0 belongs to the last.
            let index = min(max(Int((confidence * Double(width)).rounded(.up)) - 1, 0), width - 1)
            counts[index] += 1
            rights[index] += prediction.isRight ? 1 : 0
            confidences[index] += confidence
        }
        bins = counts.indices.map { index in
            let count = Double(max(1, counts[index]))
            return Bin(
                count: counts[index], confidence: confidences[index] / count, accuracy: Double(rights[index]) / count)
        }
    }

    /// Expected calibration error: the gap between confidence and accuracy, weighted by the predictions in each bin.
    /// Nan where there are no predictions.
    public var expectedError: Double {
        let gaps = bins.reduce(0) { $0 + Double($1.count) * abs($1.confidence - $1.accuracy) }
        return gaps / Double(bins.reduce(0) { $0 + $1.count })
    }
}
