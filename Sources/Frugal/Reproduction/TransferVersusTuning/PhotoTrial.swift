import Foundation
import FrugalData
import FrugalNN
import FrugalTensor
import FrugalTrack
import FrugalTransfer

/// The clothing photographs, all of them, split by sender, with published ImageNet weights.
struct PhotoTrial {
    /// The weight files.
    static let networks = ["mobilenet_v1_0.75_224", "squeezenet_v1.0_pruned"]

    private let name: String
    private let settings: TransferVersusTuningExperiment.Settings
    private let context: ExperimentContext
    private let file: WeightFile
    private let loaded: PretrainedNetwork
    private let photos: SenderPhotos

    init(
        _ name: String, _ settings: TransferVersusTuningExperiment.Settings, _ context: ExperimentContext
    ) throws {
        (self.name, self.settings, self.context) = (name, settings, context)
        var random = RandomStream(seed: 0)
        file = try WeightFile(at: context.dataFolder("weights").appendingPathComponent("\(name).safetensors"))
        loaded = try PretrainedNetwork(file, using: &random).readingRGB()
        photos = try SenderPhotos(
            context.dataFolder("photos").appendingPathComponent("clothing.zip"), height: settings.photoSide,
            width: settings.photoSide,
            // The whole photo: at a smaller side than that of the first training, a crop would be lost pixels.
            sizing: PictureSizing())
    }

    func run(seed: UInt64) throws -> [TuningOutcome] {
        let split = photos.split(using: RandomStream(seed: seed).named("senders"))
        let source = try ImageSource(
            photos.pictures, pipeline: Pipeline(normalisation: loaded.preparation.normalisation()))
        let augmented = try ImageSource(
            photos.pictures,
            pipeline: Pipeline([.horizontalFlip], normalisation: loaded.preparation.normalisation()), seed: seed)
        let data = TuningData(
            source, augmented: augmented, labels: photos.pictures.labels, classes: photos.pictures.classes.count,
            training: split.training, validation: split.validation)
        // Nil is from scratch.
        return try (settings.photoTunings + [nil]).map { way in
            try context.checkpoint()
            var random = RandomStream(seed: seed).named("head")
            var tuning = way ?? PairTrial.fromScratch(epochs: settings.scratchEpochs)
            tuning.seed = seed
            if way != nil { tuning.epochs = settings.photoEpochs }
            var start = try PretrainedNetwork(file, classes: data.classes, using: &random).readingRGB().network
            if way == nil { start = try PlannedNetwork(start.plan, using: &random) }
            let clock = ContinuousClock()
            let begin = clock.now
            let measured = try CostLedger.measure {
                try Tuner(tuning, on: context.device).tune(start, on: data, check: context.checkpoint)
            }
            let seconds = (clock.now - begin) / .seconds(1)
            let accuracy = try FeatureCache(
                of: measured.result.network, for: source, split.test, on: context.device
            ).accuracy(labels: split.test.map { photos.pictures.labels[$0] })
            let outcome = TuningOutcome(
                task: "clothing photographs, \(loaded.title)", labels: nil,
                way: way?.policy.description ?? TuningOutcome.scratch, seed: seed, accuracy: accuracy, shifted: nil,
                trainedParameters: measured.result.trainedParameters, multiplyAdds: measured.cost.multiplyAdds,
                seconds: seconds)
            context.say("\(outcome.task), \(outcome.way): \(Humanise.percent(accuracy))")
            return outcome
        }
    }
}
