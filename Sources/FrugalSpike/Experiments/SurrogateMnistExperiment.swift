import Foundation
import FrugalData
import FrugalNN
import FrugalTensor
import FrugalTrack

/// A leaky network 784-1000-10 trained by surrogate gradients on MNIST, with constant and with random input, beside the
/// same network without spikes in the same trainer.
public struct SurrogateMnistExperiment: Experiment {
    /// What is run.
    public struct Settings: Codable, Sendable, Equatable {
        /// Neurons from the input to the output.
        public var widths = [784, 1000, 10]
        /// Steps of a presentation.
        public var steps = 25
        /// What is left of a membrane after a step.
        public var decay: Float = 0.95
        /// The derivative of a spike. Tried with one seed on validation pictures: slopes of 5 and 25 gave 98.2 and 97.7
        /// %.
        public var surrogate = Surrogate.fastSigmoid(slope: 5)
        /// The training of all three.
        public var training = SpikeTrainingRecipe()
        /// Training pictures that are not learned from.
        public var validation = 5000
        /// Training pictures in all; nil for all there are.
        public var pictures: Int?
    }

    /// The experiment.
    public init() {}

    /// The name that `frugal reproduce` takes.
    public var id: String { "surrogate-mnist" }
    /// What it is, in a line.
    public var title: String { "Surrogate gradients on MNIST: 784-1000-10 leaky neurons, 25 steps" }
    /// The data sets it reads.
    public var dataSets: [String] { ["mnist"] }

    /// The resolved settings, the same at both scales.
    public func recipe(_ scale: Reproduction.Scale) throws -> JSONValue { try TrackJSON.value(of: Settings()) }

    /// Trains, and reads the test part once in the end.
    public func run(_ context: ExperimentContext) throws -> Reproduction { try run(context, Settings()) }

    /// The same with other settings, for a test of the whole way.
    func run(_ context: ExperimentContext, _ settings: Settings) throws -> Reproduction {
        let folder = try IDXFolder(context.dataFolder("mnist").path)
        var images = try folder.load(.train)
        if let pictures = settings.pictures {
            images = try images.subset(Array(0..<min(pictures, images.count)))
        }
        let task = try PictureTask(images, validationCount: settings.validation, seed: 0)
        let work = SurrogateMnistWork(study: PictureStudy(context: context, task: task), settings: settings)
        let trainings = try work.train()
        try context.folder.update { $0.testReads = max(1, $0.testReads) }
        let tests = try context.part("test") { try work.test(on: folder.load(.test)) }
        return Reproduction(
            id: id, title: title, scale: context.scale,
            scaledDown: context.seeds.count < 3 ? ["\(context.seeds.count) seed instead of 3"] : [],
            protocolLines: protocolLines(settings, task), seeds: context.seeds,
            rows: SurrogateMnistRows(trainings: trainings, tests: tests).all,
            ledger: LedgerRecord(parameters: trainings.first?.training.parameters))
    }

    private func protocolLines(_ settings: Settings, _ task: PictureTask) -> [String] {
        [
            "\(task.training.count) training pictures, looks on \(task.validation.count) others; the test part of 10,000 "
                + "is read once, when everything is trained",
            "leaky neurons, decay \(settings.decay), threshold 1, reset by subtraction (a constant to the gradient), fast "
                + "sigmoid of slope \(Humanise.compact(settings.surrogate.slope))",
            "cross entropy of the spike counts after \(settings.steps) steps; Adam \(settings.training.learningRate) to zero "
                + "along a cosine, batches of \(settings.training.batchSize), no distortion of pictures, no dropout",
            "the network without spikes has the same first weights, the same trainer and the same settings",
            "operations: an addition for each synapse that a spike reaches; a constant input is multiplied once",
        ]
    }
}
