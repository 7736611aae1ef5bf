import FrugalTrack

/// How shared weights and a controller are trained in turn, and how a cell is chosen in the end.
public struct RecurrentSearchSettings: Codable, Hashable, Sendable {
    /// Nodes after the first.
    public var nodes = 8
    /// The width of the children.
    public var width = 200
    /// How the shared weights are trained. Its looks, averaging and cooling down are not used.
    public var shared = LanguageRecipe.enasShared
    /// Rounds of both phases an epoch of the shared weights: 1 in `enas_lm`.
    public var roundsPerEpoch = 1
    /// Whether a controller learns; without one all cells are equally likely: random search with weight sharing (Li and
    /// Talwalkar 2019).
    public var usesController = true
    /// The controller.
    public var controller = RecurrentController.Settings()
    /// How it learns.
    public var learning = RecurrentSearchSettings.enasLearning
    /// Updates of the controller a round.
    public var updates = 25
    /// Architectures an update.
    public var samples = 10
    /// Windows of the validation part behind a reward, in a row from a random place: 1 in `enas_lm`.
    public var rewardWindows = 1
    /// The reward is this over the perplexity.
    public var rewardScale = 80.0
    /// Architectures that are scored in the end, with the shared weights.
    public var candidates = 100
    /// Windows of the validation part behind each of these scores, the same for all.
    public var candidateWindows = 10

    /// The settings of `enas_lm`.
    public init() {}

    /// Adam with the rate of `enas_lm`; the baseline begins with 0 and moves with every sample, and the entropy is added to
    /// the reward.
    public static var enasLearning: Reinforce.Settings {
        var settings = Reinforce.Settings()
        settings.learningRate = 5e-5
        settings.baseline = .sample
        settings.baselineDecay = 0.999
        settings.entropyWeight = 1e-5
        settings.isEntropyRewarded = true
        return settings
    }

    /// Refuses settings that cannot be.
    /// - Throws: ``FrugalError`` of kind `usage` that names the setting.
    public func check() throws {
        try shared.check()
        let counts = [
            ("width", width), ("roundsPerEpoch", roundsPerEpoch), ("samples", samples), ("candidates", candidates),
            ("rewardWindows", rewardWindows), ("candidateWindows", candidateWindows),
            ("controller.units", controller.units),
        ]
        for (name, count) in counts where count < 1 {
            throw FrugalError(.usage, "cell search, \(name)", "it must be at least 1")
        }
    }
}
