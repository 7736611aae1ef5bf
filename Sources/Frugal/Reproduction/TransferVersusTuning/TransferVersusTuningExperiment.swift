import FrugalData
import FrugalLimits
import FrugalNN
import FrugalTensor
import FrugalTrack
import FrugalTransfer

/// How much of a trained network is trained again, against how much labelled data there is: the report's "retrain all
/// weights, or only the last layers", on pictures as they come and on pictures that were shifted (Kumar et al. 2022 in
/// miniature), with trained networks of our own and with published ones.
public struct TransferVersusTuningExperiment: Experiment {
    /// What is run at a scale.
    struct Settings: Codable, Sendable {
        var pairs: [TaskPair]
        /// Labelled pictures a class of the second task.
        var labels: [Int] = [10, 50, 500]
        /// How the small tasks' networks are tuned; the defaults are here, so that a run that began with others is told from it.
        var tunings: [TuningSettings] = [.probe, .lastBlocks(1), .lastBlocks(2), .all, .probeThenTune, .gradual].map {
            TuningSettings($0)
        }
        /// The same for the photographs.
        var photoTunings: [TuningSettings] = [.probe, .probeThenTune].map { TuningSettings($0) }
        /// Steps of gradient descent for each of these, the same for every way that takes steps.
        var steps: [Int] = [200, 500, 1500]
        /// Pictures and epochs of the first task.
        var sourcePictures: Int
        var sourceEpochs: Int
        /// Test pictures as they are, and under each corruption.
        var testPictures: Int
        var shiftedPictures: Int
        /// Of the photos: the side they are shown with, and epochs of tuning and of training from scratch.
        var photoSide: Int
        var photoEpochs: Int
        var scratchEpochs: Int
    }

    /// The experiment.
    public init() {}

    /// The name that `frugal reproduce` takes.
    public var id: String { "transfer-vs-finetune" }
    /// What it is, in a line.
    public var title: String { "Retrain everything, or only the last layers? By labels a class, and under shift" }
    /// Two small tasks each, the photos, and the published weights.
    public var dataSets: [String] { ["mnist", "fashion-mnist", "cifar-10", "photos", "weights"] }

    /// Three, or five.
    public func seedCount(_ scale: Reproduction.Scale) -> Int { scale == .quick ? 3 : 5 }

    func settings(_ scale: Reproduction.Scale) -> Settings {
        scale == .quick
            ? Settings(
                pairs: TaskPair.allCases, sourcePictures: 8000, sourceEpochs: 3, testPictures: 1000,
                shiftedPictures: 100, photoSide: 96, photoEpochs: 3, scratchEpochs: 10)
            : Settings(
                pairs: TaskPair.allCases, sourcePictures: 50_000, sourceEpochs: 15, testPictures: 10_000,
                shiftedPictures: 500, photoSide: 224, photoEpochs: 10, scratchEpochs: 40)
    }

    /// The resolved settings.
    public func recipe(_ scale: Reproduction.Scale) throws -> JSONValue { try TrackJSON.value(of: settings(scale)) }

    /// Runs every pair and the photos, a part a seed; a finished part is not run again.
    public func run(_ context: ExperimentContext) throws -> Reproduction {
        let settings = settings(context.scale)
        var outcomes: [TuningOutcome] = []
        for pair in settings.pairs {
            // Read when a part needs them, and let go before the next pair.
            var trial: PairTrial?
            for (index, seed) in context.seeds.enumerated() {
                context.progress(pair.words, index, context.seeds.count, nil)
                outcomes += try context.part("\(pair.rawValue)-\(seed)") {
                    let ready = try trial ?? PairTrial(pair, settings, context)
                    trial = ready
                    return try ready.run(seed: seed)
                }
            }
        }
        let published = try context.part("published-weights") {
            try PublishedWeights(
                folder: context.dataFolder("weights"), photos: context.dataFolder("photos"),
                cifar: context.dataFolder("cifar-10")
            ).anchors(check: context.checkpoint)
        }
        for network in PhotoTrial.networks {
            for (index, seed) in context.seeds.enumerated() {
                context.progress("photos, \(network)", index, context.seeds.count, nil)
                outcomes += try context.part("photos-\(network)-\(seed)") {
                    try PhotoTrial(network, settings, context).run(seed: seed)
                }
            }
        }
        return TuningTable(outcomes: outcomes, anchors: published, settings: settings)
            .reproduction(self, context)
    }
}

/// What a way of tuning reached with some labels from one seed.
struct TuningOutcome: Codable, Sendable {
    /// Which tasks, in words.
    var task: String
    /// Labelled pictures a class; nil for all there are.
    var labels: Int?
    /// The way: a policy, or `scratch`.
    var way: String
    var seed: UInt64
    /// Right answers on the test part, and the mean over corruptions of it; nil where none were made.
    var accuracy: Double
    var shifted: Double?
    /// Learned numbers that were moved.
    var trainedParameters: Int
    /// Multiply-adds of the tuning.
    var multiplyAdds: Int
    var seconds: Double

    /// What training from scratch is called.
    static let scratch = "scratch"
}
