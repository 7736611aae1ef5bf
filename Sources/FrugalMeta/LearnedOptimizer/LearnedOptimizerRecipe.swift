import FrugalTrack

/// How a learned optimiser is trained.
public struct LearnedOptimizerRecipe: Codable, Sendable, Equatable {
    /// What the network is trained to bring down along the way.
    public enum Objective: String, Codable, Sendable, CaseIterable {
        /// The sum of the losses: the paper's.
        case loss
        /// The sum of their logarithms: the small losses of late steps count as much as the large ones of early steps.
        case logarithm
    }

    /// What the network is trained to bring down along the way.
    public var objective = Objective.logarithm
    /// The width of an LSTM layer.
    public var units = 20
    /// LSTM layers.
    public var layers = 2
    /// The threshold of ``LogAndSign``.
    public var p = 10.0
    /// What the network's output is multiplied by.
    public var outputScale = 0.01
    /// Steps of a problem through which gradients of the network flow at once.
    public var unroll = 20
    /// Steps of a problem.
    public var horizon = 100
    /// Problems trained on, one after the other.
    public var episodes = 200
    /// Adam's rate for the network, falling to a hundredth by a half cosine over all episodes.
    public var metaRate = 3e-3
    /// The greatest norm of a network gradient, whose parts are divided by the number of steps of the unroll.
    public var clip = 1.0
    /// Every coordinate of a problem is stretched by `exp(u)`, u even in ± this (Lv, Jiang and Li 2017); 0 for none.
    public var stretch = 0.0
    /// So many random coordinates enter the network's gradient, the others only move; nil for all. Coordinates share the
    /// network but not their state, so that its gradient is a sum over them and a sample of them estimates it.
    public var coordinates: Int?
    /// After so many episodes the network is scored on ``validationProblems``, and the best one is kept.
    public var validationEvery = 20
    /// Problems that choose the network; no episode trains on them.
    public var validationProblems = 2
    /// What the first episodes teach instead; nil for nothing.
    public var imitation: Imitation?
    /// What all random numbers come from.
    public var seed: UInt64 = 1

    /// Settings to begin with; ``quadratics`` and ``perceptron`` are those of `frugal reproduce learned-optimizer`.
    public init() {}

    /// - Throws: `FrugalError` of kind `usage` that names the setting which cannot work.
    public func check() throws {
        let counts = [
            ("units", units), ("layers", layers), ("unroll", unroll), ("horizon", horizon), ("episodes", episodes),
            ("coordinates", coordinates ?? 1), ("validation-every", validationEvery),
            ("validation-problems", validationProblems),
        ]
        if let bad = counts.first(where: { $0.1 < 1 }) {
            throw FrugalError(.usage, bad.0, "\(bad.1) is too few", remedy: "give at least 1")
        }
        try imitation?.check()
        let sizes = [("p", p), ("output-scale", outputScale), ("meta-rate", metaRate), ("clip", clip)]
        if let bad = sizes.first(where: { !($0.1 > 0 && $0.1.isFinite) }) {
            throw FrugalError(.usage, bad.0, "\(bad.1) makes no sense", remedy: "give a number above 0")
        }
        guard stretch >= 0, stretch.isFinite else {
            throw FrugalError(.usage, "stretch", "\(stretch) makes no sense", remedy: "give 0 or more")
        }
    }
}
