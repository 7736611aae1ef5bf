import FrugalData
import FrugalTrack

/// What the CIFAR-10 table runs at a scale.
public struct CifarSettings: Codable, Sendable, Equatable {
    /// Pictures that a search learns from: the first of the training part.
    public var searchPictures = 45_000
    /// Pictures at the end of the training part that no search learns from.
    public var heldOut = 5_000
    /// Pictures that a search scores on: the first of those.
    public var searchValidation = 5_000
    /// Pictures that the final training learns from, from the first on.
    public var finalPictures = 49_000
    /// Pictures that watch over the final training: the last of the training part.
    public var finalValidation = 1_000
    /// The networks of the search.
    public var searchNetwork = EnasMicro.Settings()
    /// The networks of the final training.
    public var finalNetwork = EnasMicro.Settings.final
    /// The search with shared weights.
    public var enas = EnasSettings.micro
    /// How those that train each child alone do it.
    public var trial = ChildRecipe(.sgd(peak: 0.05, minimum: 0.0005, restarts: nil), .epochs(4))
    /// The score of such a child is the best of so many of the last looks at validation.
    public var trialLooks = 1
    /// Children that each of them trains; nil for as many as cost what the search with shared weights does.
    public var trialCount: Int?
    /// The population of evolution.
    public var evolution = RegularizedEvolution.Settings()
    /// How whatever was found, and ResNet-20, is trained from fresh weights.
    public var final = ChildRecipe.enas(cutout: 16)
    /// The controller of NAS.
    public var reinforce = ReinforceSearch.Settings()
    /// Who searches.
    public var methods: [CifarMethod] = [.enas, .randomShared, .evolution, .random]
    /// Strings of convolutions to search among instead of ENAS's cells.
    public var strings: Strings?
    /// What is smaller than published, a clause each.
    public var scaledDown: [String] = []

    /// Sizes of the space of Zoph and Le.
    public struct Strings: Codable, Sendable, Equatable {
        /// The fewest layers.
        public var least = 6
        /// The most layers.
        public var most = 20
        /// How many filters a layer may have.
        public var filters = [24, 36, 48, 64]
    }

    /// The settings at a scale.
    public init(_ scale: Reproduction.Scale) {
        // What a search trains is trained alike, whoever proposed it.
        trial.batchSize = enas.batchSize
        trial.weightDecay = enas.weightDecay
        trial.clip = enas.clip
        trial.validationInterval = 0
        trial.transforms = ChildRecipe.pictures()
        final.validationInterval = 30
        switch scale {
        case .full: useBFloat16()
        case .quick: shrink()
        }
    }

    private mutating func useBFloat16() {
        enas.usesBFloat16 = true
        trial.usesBFloat16 = true
        final.usesBFloat16 = true
        enas.choiceExamples = nil
    }

    private mutating func shrink() {
        (searchPictures, searchValidation, finalPictures) = (4_000, 1_000, 20_000)
        (searchNetwork.cells, searchNetwork.filters, searchNetwork.hasAuxiliaryHead) = (2, 8, false)
        finalNetwork = searchNetwork
        (finalNetwork.filters, finalNetwork.dropout) = (12, 0)
        searchNetwork.dropout = 0
        (enas.epochs, enas.batchSize, enas.period, enas.growth) = (10, 64, 10, 1)
        (enas.updates, enas.samples, enas.rewardBatches) = (6, 10, 1)
        // Eighty updates at the published rates left the policy as it began: its entropy moved by 0.01 nats of 57. At a higher
        // rate a baseline that begins at 0 makes it settle on what it draws first.
        (enas.peak, enas.learning.learningRate) = (0.1, 0.02)
        (enas.learning.baseline, enas.learning.baselineDecay) = (.batch, 0.8)
        (enas.choices, enas.choiceExamples) = (100, 250)
        (trial.length, trial.batchSize) = (.steps(60), 64)
        (evolution.population, evolution.sample) = (6, 3)
        final = ChildRecipe(.sgd(peak: 0.1, minimum: 0, restarts: nil), .steps(450))
        (final.batchSize, final.weightDecay, final.clip, final.validationInterval) = (64, 4e-4, 5, 0)
        final.transforms = ChildRecipe.pictures()
        methods = [.enas, .evolution, .random]
        scaledDown = [
            "searches on 4,000 pictures and not 45,000, scored on 1,000 and not 5,000",
            "networks of 2 + 2 cells of 8 filters in the search and 12 in the final training, not 6 + 2 of 20 and 15 + 2 of 36",
            "10 epochs of the shared weights and not 150; 450 final steps of 64 of 20,000 pictures and not 630 epochs of 50,000",
            "no auxiliary head, drop-path, dropout or cutout",
            "a rate of 0.02 for the policy and a baseline from its first batch, not 0.0035 and one from 0: there are 60 updates, not 4,500",
        ]
    }
}

extension CifarSettings {
    /// What a search costs: pictures that go forward and back through a child. One that is only scored counts a third.
    var enasPictures: Double {
        let steps = enas.stepsPerEpoch ?? searchPictures / enas.batchSize
        let learned = enas.epochs * steps * enas.batchSize
        let rewarded =
            enas.epochs * enas.updates * enas.samples * enas.rewardBatches * (enas.rewardBatchSize ?? enas.batchSize)
        let chosen = enas.choices * (enas.choiceExamples ?? searchValidation)
        return Double(learned) + Double(rewarded + chosen) / 3
    }

    /// The same for one trial of evolution or random search.
    var trialPictures: Double {
        let steps = trial.steps(perEpoch: searchPictures / trial.batchSize)
        return Double(steps * trial.batchSize) + Double(searchValidation) / 3
    }

    /// Trials that cost as much as the search with shared weights, rounded up: the baseline is not sold short.
    var trials: Int { trialCount ?? max(2, Int((enasPictures / trialPictures).rounded(.up))) }
}
