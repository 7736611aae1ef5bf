import Foundation
import FrugalData
import FrugalFiles
import FrugalNN
import FrugalTensor
import FrugalTrack

/// Trains a spiking classifier on labelled pictures: what `frugal spike train` does before it writes a bundle.
public struct SpikingFit: Sendable {
    /// The settings.
    public struct Settings: Codable, Sendable, Equatable {
        /// Neurons of each hidden layer.
        public var hidden = [1000]
        /// How pictures become spikes.
        public var coding = InputCoding.direct
        /// Steps of a presentation.
        public var steps = 25
        /// All neurons but those of a last layer that never spikes.
        public var neurons = SpikingNeurons(decay: 0.95)
        /// The derivative of a spike.
        public var surrogate = Surrogate.fastSigmoid(slope: 5)
        /// How the last layer answers.
        public var readout = Readout.spikeCount
        /// The training.
        public var training = SpikeTrainingRecipe()
        /// How far accuracy may fall in a search for higher thresholds after training, as a share; nil for no search.
        public var thresholdTolerance: Double?
        /// Pictures that choices are made on.
        public var validation = 5000
        /// What all random numbers come from.
        public var seed: UInt64 = 1

        /// The standard settings.
        public init() {}
    }

    /// What came out.
    public struct Result: Codable, Sendable {
        /// The network's form, such as `784-1000-10`.
        public var network: String
        /// How it did on the validation pictures, on which thresholds were chosen where a search was asked for.
        public var validation: SpikingScore
        /// How the trained thresholds did before the search; nil without one.
        public var beforeSearch: SpikingScore?
        /// How it did on the test part that came with the data; nil where there is none.
        public var test: SpikingScore?
        /// Multiply-adds of the same network without spikes.
        public var denseOperations: Double
        /// Weights and biases.
        public var parameters: Int
        /// Seconds of training, in all processes.
        public var seconds: Double
    }

    /// A trained network.
    public struct Fitted: Sendable {
        /// The network.
        public var network: SpikingNetwork
        /// How it did.
        public var result: Result
        /// The pictures that it learned from.
        public var training: [Int]
        /// The pictures that choices were made on.
        public var validation: [Int]
    }

    private let images: LabelledImages
    private let test: LabelledImages?
    private let settings: Settings

    /// A fit on pictures, tested on others where there are any.
    public init(_ images: LabelledImages, test: LabelledImages?, settings: Settings) {
        self.images = images
        self.test = test
        self.settings = settings
    }

    /// Trains. A training that was stopped goes on from what lies in the folder `work`.
    /// - Parameters:
    ///   - check: called at every step; what it throws ends training after the state is saved.
    ///   - progress: told the step, all steps and the last validation accuracy.
    /// - Throws: as ``SpikeTrainer/train(_:epochs:checkpoint:check:progress:)``, `TrackError` where the disk refuses.
    public func run(
        in work: URL, check: () throws -> Void = {}, progress: (Int, Int, Double?) -> Void = { _, _, _ in }
    ) throws -> Fitted {
        let task = try PictureTask(images, validationCount: settings.validation, seed: settings.seed)
        let widths = [task.shape.reduce(1, *)] + settings.hidden + [task.classes.count]
        var random = RandomStream(seed: settings.seed).named("weights")
        var network = try SurrogateNetwork(
            widths: widths, coding: settings.coding, steps: settings.steps, neurons: settings.neurons,
            surrogate: settings.surrogate, readout: settings.readout, using: &random)
        // A folder that cannot be written is found before the time is spent.
        try asTrackError { try AtomicFile.makeFolder(work) }
        let checkpoint = work.appendingPathComponent("training.safetensors")
        let recipe = settings.training
        let all = max(1, task.training.count / recipe.batchSize) * recipe.epochs
        let state = try SpikeTrainer(recipe, task, seed: settings.seed).train(
            &network, checkpoint: checkpoint, check: check
        ) { progress($0.step, all, $0.accuracy) }

        var validation = try network.score(on: task.source, task.validation, check: check)
        var before: SpikingScore?
        if let tolerance = settings.thresholdTolerance {
            var search = ThresholdSearch()
            search.tolerance = tolerance
            let found = try search.search(network, on: task.source, task.validation, check: check)
            (network, validation, before) = (found.network, found.after, found.before)
        }
        let tested = try test.map { try network.score(on: PictureTask.source($0), check: check) }
        var plain = try network.spikingNetwork()
        plain.inputShape = task.shape
        return Fitted(
            network: plain,
            result: Result(
                network: widths.map(String.init).joined(separator: "-"), validation: validation,
                beforeSearch: before, test: tested, denseOperations: try network.denseOperations(),
                parameters: network.parameterCount, seconds: state.seconds),
            training: task.training, validation: task.validation)
    }
}
