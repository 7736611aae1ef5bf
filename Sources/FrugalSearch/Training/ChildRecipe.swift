import FrugalData
import FrugalNN
import FrugalTrack

/// How a child is trained: the same settings for everything that a search proposes, and for what it is compared with.
public struct ChildRecipe: Codable, Sendable, Equatable {
    /// How parameters move, and along which curve the learning rate goes.
    public enum Rule: Codable, Sendable, Equatable {
        /// Gradient descent with Nesterov's momentum of 0.9; the rate falls from `peak` to `minimum` along a cosine, once or
        /// with restarts.
        case sgd(peak: Double, minimum: Double, restarts: Restarts?)
        /// AdamW with one cycle of the rate up to `peak` and down to almost nothing.
        case adamW(peak: Double)
    }

    /// Restarts of the cosine (Loshchilov and Hutter, SGDR, 2017): ENAS takes a first period of 10 epochs, doubled each time.
    public struct Restarts: Codable, Sendable, Hashable {
        /// Epochs of the first period.
        public var period: Int
        /// How many times as long as the last each period is.
        public var growth: Int

        /// Periods of this length and growth.
        public init(period: Int = 10, growth: Int = 2) {
            self.period = period
            self.growth = growth
        }

        /// The epochs at which periods end, up to `limit`: 10, 30, 70, 150, 310, 630 with ENAS's numbers. A training should
        /// end at one of them, where the rate is low.
        public func ends(upTo limit: Int) -> [Int] {
            var (ends, length) = ([Int](), max(1, period))
            while let last = Optional(ends.last ?? 0), length <= limit - last {
                ends.append(last + length)
                length = length.multipliedReportingOverflow(by: max(1, growth)).partialValue
            }
            return ends
        }
    }

    /// How long a whole training is.
    public enum Length: Codable, Sendable, Hashable {
        /// So many times through the training examples.
        case epochs(Int)
        /// So many batches.
        case steps(Int)
    }

    /// How parameters move.
    public var rule: Rule
    /// How long a whole training is.
    public var length: Length
    /// Examples a batch.
    public var batchSize = 128
    /// For ``Rule/sgd(peak:minimum:restarts:)`` the weight of the squared parameters in the loss, halved: where a paper has
    /// the weight of the whole square, as ENAS, twice that. For ``Rule/adamW(peak:)`` the share taken off, times the rate.
    public var weightDecay = 1e-4
    /// The largest norm of all gradients together; nil for no bound.
    public var clip: Double?
    /// The share of the target that is spread over all classes.
    public var labelSmoothing = 0.0
    /// What the loss of an auxiliary head counts; 0.4 in NASNet and ENAS.
    public var auxiliaryWeight = 0.4
    /// With which probability a path of the last cell is dropped at the end of training; it grows from 0 with the steps.
    public var dropPath = 0.0
    /// What is done to training pictures at random; rows of a table are left as they are.
    public var transforms: [Transform] = []
    /// Whether products and convolutions are computed in bfloat16; parameters stay float32.
    public var usesBFloat16 = false
    /// Epochs between two looks at validation; 0 looks only at the end.
    public var validationInterval = 1

    /// A recipe without augmentation, clipping or drop-path.
    public init(_ rule: Rule, _ length: Length) {
        self.rule = rule
        self.length = length
    }

    /// Throws where training by this recipe is not possible.
    public func check() throws {
        let count: Int
        switch length {
        case .epochs(let number), .steps(let number): count = number
        }
        guard count > 0, count < 1 << 40, batchSize > 0, validationInterval >= 0 else {
            throw FrugalError(
                .usage, "training recipe",
                "\(length) in batches of \(batchSize), looked at every \(validationInterval) epochs, is no training",
                remedy: "give at least 1 of each")
        }
        let (peak, minimum) = rates
        guard peak > 0, peak.isFinite, (0...peak).contains(minimum), weightDecay >= 0, weightDecay.isFinite else {
            throw FrugalError(
                .usage, "training recipe",
                "rates from \(peak) to \(minimum) with weight decay \(weightDecay) are not possible",
                remedy: "give a positive rate, such as 0.05, and a minimum below it")
        }
        guard (0..<1).contains(labelSmoothing), (0..<1).contains(dropPath), auxiliaryWeight >= 0,
            auxiliaryWeight.isFinite, clip.map({ $0 > 0 }) ?? true
        else {
            throw FrugalError(
                .usage, "training recipe",
                "label smoothing \(labelSmoothing), drop-path \(dropPath), auxiliary weight \(auxiliaryWeight) or clipping "
                    + "\(clip.map { "\($0)" } ?? "none") is out of range",
                remedy: "shares lie in 0..<1, and a bound of the norm is positive")
        }
        if case .sgd(_, _, let restarts?) = rule, restarts.period < 1 || restarts.growth < 1 {
            throw FrugalError(.usage, "training recipe", "\(restarts) are no periods", remedy: "give at least 1")
        }
    }

    private var rates: (peak: Double, minimum: Double) {
        switch rule {
        case .sgd(let peak, let minimum, _): (peak, minimum)
        case .adamW(let peak): (peak, 0)
        }
    }
}
