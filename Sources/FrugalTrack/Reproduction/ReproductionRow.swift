/// One line of a reproduced table: our figure, once a seed, beside the published one.
public struct ReproductionRow: Codable, Sendable, Equatable {
    /// How our figure stands to the one it is held against.
    public enum Verdict: String, Codable, Sendable {
        /// At least as good.
        case reached
        /// Worse.
        case notReached = "not reached"
        /// Measured under other conditions, or nothing was published; ``ReproductionRow/note`` says which.
        case notComparable = "not comparable"
    }

    /// Which way is better.
    public enum Aim: String, Codable, Sendable {
        /// Accuracy.
        case higher
        /// Error, loss, time.
        case lower
        /// A value that must be met to within a tolerance: anchors without learning.
        case equal
    }

    /// What was measured, such as "Matching Networks, 5-way 1-shot".
    public var name: String
    /// The unit, such as "% accuracy".
    public var unit: String
    /// The measured value of every seed.
    public var values: [Double]
    /// Half of the 95 % interval over test episodes of one seed; nil where nothing was sampled.
    public var halfWidth: Double?
    /// The published figure; nil where there is none.
    public var published: Published?
    /// Which way is better.
    public var aim: Aim
    /// How far off an ``Aim/equal`` may be.
    public var tolerance: Double
    /// The protocol and whatever else a reader must know: batch normalisation, split, what was scaled down.
    public var note: String
    /// How our mean stands to the published figure.
    public var verdict: Verdict

    /// A row whose verdict follows from its figures.
    /// - Parameter isComparable: false where the conditions differ; `note` then says how.
    public init(
        _ name: String, unit: String, values: [Double], halfWidth: Double? = nil, published: Published? = nil,
        aim: Aim = .higher, tolerance: Double = 0, note: String = "", isComparable: Bool = true
    ) {
        self.name = name
        self.unit = unit
        self.values = values
        self.halfWidth = halfWidth
        self.published = published
        self.aim = aim
        self.tolerance = tolerance
        self.note = note
        let mean = SampleSummary(values).mean
        guard let published, isComparable, mean.isFinite else {
            verdict = published != nil && isComparable ? .notReached : .notComparable
            return
        }
        let isReached =
            switch aim {
            case .higher: mean >= published.value - tolerance
            case .lower: mean <= published.value + tolerance
            case .equal: abs(mean - published.value) <= tolerance
            }
        verdict = isReached ? .reached : .notReached
    }

    /// Mean and spread over the seeds.
    public var summary: SampleSummary { SampleSummary(values) }
}
