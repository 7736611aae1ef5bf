import FrugalTrack
import FrugalTransfer

/// A trained network to begin with in a fit, and the ways in which it is trained again.
public struct TransferRecipe: Codable, Sendable, Equatable {
    /// A weight file (safetensors) or a bundle.
    public var source: String
    /// Which network the weights are of; nil to go by the description beside the file, or by its tensors.
    public var backbone: FrugalTransfer.Backbone?
    /// The ways, each of which becomes a row of the leaderboard.
    public var tunings: [TuningSettings]
    /// Whether the learning rate of each is found by a search in place of the usual one.
    public var findsRate = false
    /// The side of the pictures that the network is shown; nil for that of its first training.
    public var side: Int?
    /// Whether pictures are mirrored at random in gradient descent.
    public var flips = false
    /// Whether nothing but these rows and the baselines is tried: what `frugal transfer` does.
    public var isAlone = false

    /// A recipe that probes the network, and tunes it from there.
    public init(
        source: String, tunings: [TuningSettings] = [TuningSettings(.probe), TuningSettings(.probeThenTune)]
    ) {
        self.source = source
        self.tunings = tunings
    }

    /// Refuses what cannot be, whatever the data.
    /// - Throws: ``FrugalError`` of kind `usage` that names the setting.
    func check() throws {
        guard !tunings.isEmpty else {
            throw FrugalError(.usage, "--tune", "no way of tuning is named", remedy: "give \(TuningPolicy.spellings)")
        }
        var known: Set<TuningPolicy> = []
        for tuning in tunings {
            try tuning.check()
            guard known.insert(tuning.policy).inserted else {
                throw FrugalError(.usage, "--tune", "\(tuning.policy) is named twice", remedy: "name it once")
            }
        }
        if let side, !(8...1024).contains(side) {
            throw FrugalError(.usage, "--side", "pictures of \(side) pixels cannot be used", remedy: "give 8 to 1024")
        }
    }
}

/// What tuning a row took.
public struct TuningRecord: Codable, Sendable, Equatable {
    /// The network that it began with, in words.
    public var source: String
    /// How it was tuned.
    public var settings: TuningSettings
    /// The highest learning rate of the head.
    public var rate: Double
    /// Whether that rate was found by a search.
    public var isRateFound: Bool
    /// Learned numbers that were moved.
    public var trainedParameters: Int
    /// How strongly the probe's weights were held down; nil without a probe.
    public var probeStrength: Double?
    /// Multiply-adds of the whole tuning.
    public var multiplyAdds: Int
    /// What became of every tensor of the source.
    public var report: ImportReport
}
