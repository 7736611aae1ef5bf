import Foundation
import FrugalData
import FrugalNN
import FrugalTensor
import FrugalTrack

/// From pictures by class to an embedding that tells new classes apart, as a bundle: what `frugal fewshot train` does.
///
/// Classes are divided, not pictures: the network learns on some, is chosen on others, and is scored once on the rest. The
/// run is kept in `NAME.frugal.work` beside the bundle, and an equal training goes on from there.
public struct FewShotTraining: Sendable {
    /// The pictures and the division of their classes.
    public var data: FewShotData
    /// The network and how it is trained.
    public var recipe: MetricRecipe
    /// The tasks on test classes that it is scored on at the end.
    public var test: EpisodeShape
    /// How many of them.
    public var episodes: Int
    /// What all random numbers come from.
    public var seed: UInt64
    /// The bundle that is written.
    public var bundle: URL
    /// The line that repeats the run.
    public var command: String

    /// A training of `data` into `bundle`.
    public init(
        data: FewShotData, recipe: MetricRecipe, test: EpisodeShape, episodes: Int = 1000, seed: UInt64, bundle: URL,
        command: String = ""
    ) {
        self.data = data
        self.recipe = recipe
        self.test = test
        self.episodes = episodes
        self.seed = seed
        self.bundle = bundle
        self.command = command
    }

    /// The folder that keeps the run.
    public var work: URL { ModelBundle.work(besides: bundle) }

    /// Everything that makes a run this one.
    private struct Settings: Encodable {
        var recipe: MetricRecipe
        var test: EpisodeShape
        var episodes: Int
        var data: String
        var split: ClassSplit
        var reading: FewShotData.Reading
    }

    /// Trains, scores and writes the bundle.
    /// - Parameters:
    ///   - progress: told episodes done and the best validation accuracy so far.
    ///   - shouldStop: asked at every episode; true saves and throws ``FrugalError`` of kind `interrupted`.
    /// - Throws: ``FrugalError``, `DataError`, `TrackError` or `TensorError`, each with what to do about it.
    public func run(
        progress: (EpisodicState) -> Void = { _ in }, shouldStop: () -> Bool = { false }
    ) throws -> FewShotResult {
        try ModelBundle.checkReplaceable(bundle)
        let (training, validation) = (try data.classes(.train), try data.classes(.validation))
        // Looked at before the long part, so that what does not fit is known at once.
        let sampler = try EpisodeSampler(data.classes(.test), test, seed: seed)
        let fresh = try recipe.network(pictures: training.pictureShape, seed: seed)
        let settings = Settings(
            recipe: recipe, test: test, episodes: episodes, data: data.name, split: data.split, reading: data.reading)
        let folder = try RunFolder(
            at: work, record: RunRecord(recipe: settings, seed: seed, versions: Versions.all))
        if folder.isResumed, let result = try folder.saved(FewShotResult.self, as: "result.json"),
            (try? ModelBundle.load(from: bundle)) != nil
        {
            return result
        }
        let trainer = try EpisodicTrainer<MetricNetwork>(
            recipe.training, training: training, validation: validation, seed: seed,
            checkpoint: folder.file("checkpoint.safetensors"))
        let (network, state) = try trainer.train(fresh, observer: progress, shouldStop: shouldStop)
        try folder.update { $0.testReads = max(1, $0.testReads) }
        let score = try TaskScore(network, on: sampler, episodes: episodes)
        let cost = CostLedger.measure {
            _ = withoutGradients { network.embedding(training.batch([0]), .evaluation) }
        }.cost
        let result = FewShotResult(
            recipe: recipe, data: data.name, split: data.split.name, reading: data.reading, seed: seed, state: state,
            test: score, parameters: network.parameterCount, multiplyAdds: cost.multiplyAdds,
            peakMemoryBytes: Engine.Memory.peak)
        try write(network, result, heldOut: validation)
        try folder.save(result, as: "result.json")
        try result.report(command: command).write(to: folder.file("report.html"))
        try folder.update { record in
            record.state = .finished
            record.ledger = result.ledger
        }
        return result
    }

    private func write(_ network: MetricNetwork, _ result: FewShotResult, heldOut: ClassPool) throws {
        guard let features = network.embedding as? ConvFeatures else { return }
        var model = FewShotBundle(
            features, try architecture(of: network),
            input: FewShotBundle.input(
                data.reading.size, channels: heldOut.pictureShape[0], filter: data.reading.filter))
        model.heldOut = try model.heldOut(from: heldOut)
        let provenance = Provenance(
            data: [data.name], dataHashes: [:], splitSeed: seed,
            splitSizes: [
                "train": data.split.train.count, "validation": data.split.validation.count,
                "test": data.split.test.count,
            ], versions: Versions.all, command: command)
        try model.write(to: bundle, provenance: provenance) { manifest in
            manifest.ledger = result.ledger
            manifest.testReads = 1
        }
    }

    /// How the bundle compares what the network embeds.
    private func architecture(of network: MetricNetwork) throws -> FewShotArchitecture {
        var architecture = FewShotArchitecture(
            width: recipe.width, depth: recipe.depth, invertsInk: data.invertsInk, split: data.split.name)
        if let matching = network.head as? MatchingHead {
            architecture.method = "matching"
            architecture.hasUnitLength = true
            // Of unit vectors the squared distance is 2 - 2 cos, so that it is divided by twice the temperature.
            architecture.temperature = 2 * matching.currentTemperature
        }
        return architecture
    }
}
