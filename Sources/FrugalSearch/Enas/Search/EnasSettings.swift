import FrugalNN
import FrugalTrack

/// How a search with shared weights runs.
public struct EnasSettings: Codable, Hashable, Sendable {
    /// Where the children come from on which the shared weights are trained.
    public enum Children: String, Codable, Sendable {
        /// From the policy, which learns after every epoch: ENAS.
        case policy
        /// All alike probable: random search with weight sharing (Li and Talwalkar 2019).
        case uniform
    }

    /// Where the children come from.
    public var children = Children.policy
    /// Epochs of the shared phase, each followed by a phase of the policy.
    public var epochs = 150
    /// Examples a batch.
    public var batchSize = 160
    /// Batches of an epoch; nil for all that the training part gives.
    public var stepsPerEpoch: Int?
    /// The learning rate at the start of every period of the cosine.
    public var peak = 0.05
    /// The rate that every period falls towards.
    public var minimum = 0.0005
    /// Epochs of the first period.
    public var period = 10
    /// How many times as long as the last each period is.
    public var growth = 2
    /// Nesterov's momentum.
    public var momentum = 0.9
    /// The weight of the squared parameters in the loss, halved: twice the reference's, which weighs the whole square.
    public var weightDecay = 2e-4
    /// The largest norm of a child's gradients. ENAS's code means 5 and by a fault never clips (reference, 3.6.3).
    public var clip: Double? = 5
    /// What the loss of an auxiliary head counts.
    public var auxiliaryWeight = 0.4
    /// Updates of the policy after each epoch.
    public var updates = 30
    /// Samples of an update.
    public var samples = 10
    /// Validation batches of which a reward is the mean accuracy. One of 160 examples has a standard error of 3.8 points at 65 %.
    public var rewardBatches = 1
    /// Examples of such a batch; those of a training batch where nil.
    public var rewardBatchSize: Int?
    /// How many architectures are sampled at the end to choose the best of.
    public var choices = 100
    /// Validation examples on which each of them is scored, the same for all; nil for the whole part. The paper takes one batch.
    public var choiceExamples: Int?
    /// How the policy learns.
    public var learning = EnasMicro.learning
    /// Seconds after which no epoch begins; nil for no limit.
    public var seconds: Double?
    /// Whether products and convolutions are computed in bfloat16; parameters stay float32.
    public var usesBFloat16 = false

    /// ENAS's search in the micro space.
    public init() {}

    /// ENAS's search in the micro space.
    public static var micro: EnasSettings { EnasSettings() }

    /// ENAS's search in the macro space.
    public static var macro: EnasSettings {
        var settings = EnasSettings()
        settings.epochs = 310
        settings.batchSize = 128
        settings.weightDecay = 5e-4
        settings.updates = 50
        settings.samples = 20
        settings.learning = EnasMacro.learning
        return settings
    }

    /// The learning rate of every epoch.
    var schedule: CosineWarmRestarts { CosineWarmRestarts(peak, period: period, growth: growth, minimum: minimum) }

    /// Throws where a search with these settings is not possible.
    func check() throws {
        let counts = [epochs, batchSize, period, growth, rewardBatches, choices]
        guard counts.allSatisfy({ $0 > 0 }), updates >= 0, samples > 0, stepsPerEpoch ?? 1 > 0,
            rewardBatchSize ?? 2 > 1, choiceExamples ?? 2 > 1, batchSize > 1
        else {
            throw FrugalError(
                .usage, "enas",
                "epochs, steps, batches, samples and choices must be at least 1, batches of 2 examples or more")
        }
        guard peak > 0, peak.isFinite, (0...peak).contains(minimum), (0..<1).contains(momentum), weightDecay >= 0,
            weightDecay.isFinite, clip ?? 1 > 0, auxiliaryWeight >= 0, seconds ?? 1 > 0
        else {
            throw FrugalError(
                .usage, "enas", "rates, momentum, decay, clipping, auxiliary weight or seconds are out of range",
                remedy: "rates are positive, such as 0.05 and 0.0005; momentum lies in 0..<1")
        }
    }
}
