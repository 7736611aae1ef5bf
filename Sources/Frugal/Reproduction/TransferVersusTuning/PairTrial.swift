import FrugalData
import FrugalLimits
import FrugalNN
import FrugalTensor
import FrugalTrack
import FrugalTransfer

/// One pair of small tasks: a network of Frugal's own trained on the first and tuned to the second in every way.
struct PairTrial {
    private let pair: TaskPair
    private let settings: TransferVersusTuningExperiment.Settings
    private let context: ExperimentContext
    private let first: TaskPair.Task
    private let second: TaskPair.Task
    private let shifted: [LabelledImages]

    init(_ pair: TaskPair, _ settings: TransferVersusTuningExperiment.Settings, _ context: ExperimentContext) throws {
        self.pair = pair
        self.settings = settings
        self.context = context
        (first, second) = try pair.tasks(context)
        let few = try second.test.subset(Array(0..<second.test.count).evenlySpread(settings.shiftedPictures))
        shifted = try pair.corruptions.map { try few.corrupted($0, seed: 1, threads: Engine.threads) }
    }

    /// Every way with every number of labels.
    func run(seed: UInt64) throws -> [TuningOutcome] {
        let random = RandomStream(seed: seed)
        let source = try trained(random)
        var order = Array(0..<second.training.count)
        var shuffling = random.named("labels")
        shuffling.shuffle(&order)
        var outcomes: [TuningOutcome] = []
        for (labels, steps) in zip(settings.labels, settings.steps) {
            let pictures = try second.training.drawn(perClass: labels, using: order)
            for way in [nil] + settings.tunings.map(Optional.some) {
                try context.checkpoint()
                let outcome = try tuned(source, way, pictures, labels: labels, steps: steps, seed: seed)
                context.say(
                    "\(pair.words), \(labels) labels a class, \(outcome.way): \(Humanise.percent(outcome.accuracy)), shifted "
                        + (outcome.shifted.map { Humanise.percent($0) } ?? "-"))
                outcomes.append(outcome)
            }
        }
        return outcomes
    }

    /// The network of the first task.
    private func trained(_ random: RandomStream) throws -> Network {
        let normalisation = try Normalisation.fit(first.training, indices: Array(0..<first.training.count))
        var transforms: [Transform] = [.padCrop(padding: 2)]
        if pair == .cifarHalves { transforms.append(.horizontalFlip) }
        let count = min(settings.sourcePictures, first.training.count)
        let data = TuningData(
            try ImageSource(first.training, pipeline: Pipeline(normalisation: normalisation)),
            augmented: try ImageSource(first.training, pipeline: Pipeline(transforms, normalisation: normalisation)),
            labels: first.training.labels, classes: first.training.classes.count,
            training: Array(0..<first.training.count).evenlySpread(count))
        var tuning = Self.fromScratch(epochs: settings.sourceEpochs)
        tuning.batchSize = 64
        return try tune(try network(first.training, random), tuning, data, steps: nil).network
    }

    private func network(_ pictures: LabelledImages, _ random: RandomStream) throws -> Network {
        var random = random.named("weights")
        let shape = InputShape.image(height: pictures.height, width: pictures.width, channels: pictures.channels)
        return try Network(
            .convolutional(ConvolutionalShape(widths: [32, 64, 128], dropout: 0)), for: shape,
            classes: pictures.classes.count, using: &random)
    }

    /// Everything at one rate, with the statistics of the batches: how a network begins.
    static func fromScratch(epochs: Int) -> TuningSettings {
        var settings = TuningSettings(.all)
        (settings.epochs, settings.learningRate, settings.inputShare) = (epochs, 3e-3, 1)
        settings.normalisation = .adapting
        return settings
    }

    /// - Parameter way: nil from scratch.
    private func tuned(
        _ source: Network, _ way: TuningSettings?, _ pictures: LabelledImages, labels: Int, steps: Int, seed: UInt64
    ) throws -> TuningOutcome {
        var start = try network(pictures, RandomStream(seed: seed).named("second"))
        var tuning = Self.fromScratch(epochs: 1)
        if let way {
            let head = TunedBlocks(of: start).headPaths
            _ = start.take(source.stateDictionary, from: head, newHead: head)
            tuning = way
        }
        tuning.seed = seed
        // A network that was trained before is shown pictures on the scale of its own training, as a user would have it.
        let known = way == nil ? pictures : first.training
        let normalisation = try Normalisation.fit(known, indices: Array(0..<known.count))
        let examples = try ImageSource(pictures, pipeline: Pipeline(normalisation: normalisation))
        let data = TuningData(
            examples, labels: pictures.labels, classes: pictures.classes.count, training: Array(0..<pictures.count))
        let clock = ContinuousClock()
        let begin = clock.now
        let measured = try CostLedger.measure { try tune(start, tuning, data, steps: steps) }
        let network = measured.result.network
        let seconds = (clock.now - begin) / .seconds(1)
        let test = try second.test.subset(Array(0..<second.test.count).evenlySpread(settings.testPictures))
        return TuningOutcome(
            task: pair.words, labels: labels, way: way?.policy.description ?? TuningOutcome.scratch, seed: seed,
            accuracy: try accuracy(network, test, normalisation),
            shifted: try shifted.map { try accuracy(network, $0, normalisation) }.reduce(0, +)
                / Double(max(1, shifted.count)),
            trainedParameters: measured.result.trainedParameters, multiplyAdds: measured.cost.multiplyAdds,
            seconds: seconds)
    }

    private func tune(
        _ network: Network, _ settings: TuningSettings, _ data: TuningData<ImageSource>, steps: Int?
    ) throws -> TunedNetwork<Network> {
        try Tuner(settings, on: context.device).tune(network, on: data, steps: steps, check: context.checkpoint)
    }

    private func accuracy(
        _ network: Network, _ pictures: LabelledImages, _ normalisation: Normalisation
    ) throws -> Double {
        let source = try ImageSource(pictures, pipeline: Pipeline(normalisation: normalisation))
        return try FeatureCache(
            of: network, for: source, Array(0..<pictures.count), batch: 100, on: context.device
        ).accuracy(labels: pictures.labels)
    }
}

extension FeatureCache {
    /// The share of rows whose highest score is that of their class, of scores `[N, classes]`.
    func accuracy(labels: [Int]) -> Double {
        let right = zip(values.argMax(along: 1).ints(), labels).count { $0 == $1 }
        return Double(right) / Double(max(1, labels.count))
    }
}
