import FrugalTrack

/// From where on a picture is none of the classes: where it lies so many times farther from the nearest class than a fresh
/// picture of that class is expected to. How many times is chosen for a stated share of known pictures to be accepted.
public struct RejectionRule: Codable, Sendable, Equatable {
    /// Where the pictures of no class came from.
    public enum Unknowns: String, Codable, Sendable {
        /// Classes that neither the network nor the head was shown.
        case heldOutClasses = "held-out classes"
        /// Each class while it was taken away. The network was trained on some, so that they are easier to tell.
        case classesTakenAway = "each class taken away in turn"
        /// There were none.
        case nothing
    }

    /// With fewer known pictures than this, their farthest stands for the share of 95 %.
    public static let enough = 19

    /// What the known pictures were.
    public private(set) var source = HeadCalibration.Source.nothing
    /// How many times farther than expected each known picture lay, nearest first.
    public private(set) var ratios: [Double] = []
    /// The same for classes of few pictures that the network was not trained on, where others are trained: their spread is
    /// known less well, so that their pictures scatter more around what is expected. Empty where ``ratios`` serve all.
    public private(set) var taughtRatios: [Double] = []
    /// The area under the receiver operating characteristic: the probability that a picture of no class lies farther out
    /// than a known one. Nil where there were none of either.
    public private(set) var areaUnderCurve: Double?
    /// How many known pictures that rests on.
    public private(set) var rankedPictures = 0
    /// What the pictures of no class were.
    public private(set) var unknowns = Unknowns.nothing

    /// A rule that rejects nothing, because nothing is known.
    public init() {}

    /// The rule that these distances give.
    /// - Parameters:
    ///   - known: how many times farther than expected pictures of known classes lay.
    ///   - taught: the same for classes that were only taught, where others are trained.
    init(known: [Double], taught: [Double] = [], source: HeadCalibration.Source) {
        guard !known.isEmpty else { return }
        self.source = source
        ratios = known.sorted()
        taughtRatios = taught.sorted()
    }

    /// Measures how well distance tells pictures of no class from known ones.
    /// - Parameter hasHeldOut: whether the former were of held-out classes.
    mutating func rank(known: [Double], unknown: [Double], hasHeldOut: Bool) {
        guard !known.isEmpty, !unknown.isEmpty else { return }
        areaUnderCurve = RankStatistic.areaUnderCurve(high: unknown, low: known)
        rankedPictures = known.count
        unknowns = hasHeldOut ? .heldOutClasses : .classesTakenAway
    }

    /// How many times farther than expected a picture may lie so that `share` of known pictures is accepted; nil for no
    /// limit, which a share of 1 asks for.
    ///
    /// Of n known pictures it is the one at rank ceil((n + 1) share): a further picture like them is then accepted with at
    /// least that probability (split conformal prediction: Vovk et al. 2005). With too few for that it is the farthest.
    /// - Parameter isTrained: whether the nearest class is one that the network was trained on.
    public func factor(accepting share: Double, isTrained: Bool = false) -> Double? {
        let known = isTrained || taughtRatios.isEmpty ? ratios : taughtRatios
        guard share < 1, !known.isEmpty else { return nil }
        let rank = Int((Double(known.count + 1) * share - 1e-9).rounded(.up))
        return known[min(max(rank, 1), known.count) - 1]
    }

    /// The largest share of known pictures that n of them can promise: n / (n + 1).
    public var largestPromisedShare: Double { Double(ratios.count) / Double(ratios.count + 1) }
}
