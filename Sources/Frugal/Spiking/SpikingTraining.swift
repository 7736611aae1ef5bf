import Foundation
import FrugalData
import FrugalSpike
import FrugalTensor
import FrugalTrack

/// Trains a spiking classifier on labelled pictures and writes its bundle: `frugal spike train`.
///
/// The training is kept in `NAME.frugal.work` beside the bundle; stopped at any moment, an equal one goes on from there.
public struct SpikingTraining: Sendable {
    /// The pictures.
    public var data: LabelledData
    /// Where the bundle is written.
    public var out: URL
    /// How it is trained.
    public var settings: SpikingFit.Settings
    /// The command that repeats it, for the record.
    public var command: String

    /// A training.
    public init(data: LabelledData, out: URL, settings: SpikingFit.Settings, command: String = "") {
        self.data = data
        self.out = out
        self.settings = settings
        self.command = command
    }

    /// What a training gave.
    public struct Result: Codable, Sendable {
        /// Where the bundle lies.
        public var bundle: String
        /// The network and how it did.
        public var fit: SpikingFit.Result
        /// Mean operations of a validation picture as the bundle simulates it, by events: a constant input's zeros are
        /// skipped there, while ``fit`` counts them as an ordinary network does.
        public var operationsByEvents: Double
    }

    /// Trains and writes. Choices are made on the validation part; a test part that came with the data is read once.
    /// - Parameters:
    ///   - check: called at every step; what it throws ends training after the state is saved.
    ///   - progress: told the step, all steps and the last validation accuracy.
    /// - Throws: ``FrugalError`` for data that are no pictures, what the training throws, `TrackError` where the disk
    ///   refuses.
    public func run(
        check: () throws -> Void = {}, progress: (Int, Int, Double?) -> Void = { _, _, _ in }
    ) throws -> Result {
        guard case .pictures(let images) = data.contents else {
            throw FrugalError(.data, data.path, "this is a table", remedy: "give pictures")
        }
        try data.checkFit(parts: 2)
        // What is in the way is found before the time is spent.
        try ModelBundle.checkReplaceable(out)
        let work = ModelBundle.work(besides: out)
        let fit = SpikingFit(images, test: data.officialTest, settings: settings)
        let fitted = try fit.run(in: work, check: check, progress: progress)
        let curve = try write(fitted, images)
        try? FileManager.default.removeItem(at: work)
        return Result(bundle: out.path, fit: fitted.result, operationsByEvents: curve.ledger.operations)
    }

    private func write(_ fitted: SpikingFit.Fitted, _ images: LabelledImages) throws -> SpikingCurve {
        let input = ModelInput.image(
            .pixels(height: images.height, width: images.width, channels: images.channels))
        let source = try Preprocessing(input, bundle: out.path).source(data)
        let examples = try Scorer(
            source: source, labels: data.labels, classCount: data.classes.count, device: .cpu
        ).spikingExamples(at: fitted.validation)
        let curve = try EventNetwork(fitted.network).curve(examples)
        let sizes = ["train": fitted.training.count, "validation": fitted.validation.count]
        let provenance = Provenance(
            data: [data.path], dataHashes: ["data": try data.checksum()], splitSeed: settings.seed,
            splitSizes: sizes.merging(data.officialTest.map { ["test": $0.count] } ?? [:]) { $1 },
            versions: Versions.all, command: command)
        try SpikingBundle(
            network: fitted.network, classes: data.classes, input: input, provenance: provenance,
            test: fitted.result.test.map { ModelScore(accuracy: $0.correct) }
        ).write(to: out, validation: SpikingBundle.Validation(examples: examples, curve: curve)) {
            SpikingReport(fitted.result, curve: curve, steps: settings.steps, name: $0).page
        }
        return curve
    }
}
