import Foundation
import FrugalData
import FrugalTensor
import FrugalTrack

/// A person's pictures learned without labels, in a folder from which an equal run goes on: what `frugal spike stdp` does.
public struct DigitRun: Sendable {
    /// What a run is given.
    public struct Recipe: Codable, Sendable, Equatable {
        /// The constants of the network.
        public var settings: DiehlCookSettings
        /// What all random numbers come from.
        public var seed: UInt64
        /// Training pictures by which neurons get their classes.
        public var labelling: Int

        /// A recipe.
        public init(settings: DiehlCookSettings, seed: UInt64 = 1, labelling: Int = 10_000) {
            self.settings = settings
            self.seed = seed
            self.labelling = labelling
        }
    }

    /// What a run gave.
    public struct Result: Codable, Sendable, Equatable {
        /// The folder of the run.
        public var folder: String
        /// Right answers of the pictures that were not learned from.
        public var test: Proportion
        /// Excitatory neurons that answer to a class.
        public var labelledNeurons: Int
        /// Excitatory neurons.
        public var neurons: Int
        /// Mean excitatory spikes of the last thousand pictures of training; nil where there were fewer.
        public var spikesOfPicture: Double?
        /// Additions of a weight for a picture.
        public var synapticAdditions: Double
        /// Seconds of training in this process.
        public var seconds: Double
    }

    /// A network in a folder, as ``network(in:)`` reads it.
    public struct Saved: Codable, Sendable {
        /// How it was made.
        public var recipe: Recipe
        /// Pixels of a picture.
        public var pixels: Int
        /// Columns of a picture.
        public var width: Int
        /// The names of the classes.
        public var classes: [String]
        /// Where the training was left.
        public var checkpoint: DiehlCookTraining.Checkpoint
        /// The class of each neuron, once known.
        public var labels: NeuronLabels?
    }

    private static let file = "network.json"
    private let recipe: Recipe
    private let folder: URL

    /// A run in a folder.
    public init(_ recipe: Recipe, folder: URL) {
        self.recipe = recipe
        self.folder = folder
    }

    /// Learns, labels the neurons and reads the test pictures once.
    /// - Parameters:
    ///   - training: the pictures to learn from.
    ///   - test: the pictures to be judged on.
    ///   - hashes: SHA-256 or names of the data, by which a run knows its own.
    ///   - threads: how many threads answer.
    ///   - progress: told the pictures shown, all of them, and spikes of a picture so far.
    ///   - shouldStop: asked after each picture; true saves and stops.
    /// - Throws: `TrackError` where the folder holds another run or the disk refuses; ``FrugalError`` of kind
    ///   `interrupted`, or `usage` for settings that make no network.
    public func run(
        _ training: LabelledImages, test: LabelledImages, hashes: [String: String] = [:], threads: Int = 1,
        progress: (Int, Int, Double?) -> Void = { _, _, _ in }, shouldStop: @escaping @Sendable () -> Bool = { false }
    ) throws -> Result {
        let run = try RunFolder(
            at: folder,
            record: RunRecord(recipe: recipe, seed: recipe.seed, versions: Versions.all, dataHashes: hashes))
        if let done = try run.saved(Result.self, as: "result.json") { return done }
        let begin = ContinuousClock.now
        let all = Array(0..<training.count)
        var learner = try DiehlCookTraining(recipe.settings, pixels: training.pictureSize, seed: recipe.seed)
        if let left = try run.saved(Saved.self, as: Self.file) { try learner.restore(left.checkpoint) }
        let save = { (learner: DiehlCookTraining, labels: NeuronLabels?) in
            try run.save(
                Saved(
                    recipe: recipe, pixels: training.pictureSize, width: training.width, classes: training.classes,
                    checkpoint: learner.checkpoint, labels: labels), as: Self.file)
        }
        let check: @Sendable (Int) throws -> Void = { _ in
            if shouldStop() {
                throw FrugalError(.interrupted, folder.path, "stopped as asked", remedy: "the same command goes on")
            }
        }
        try learner.run(training, all) { learner in
            progress(learner.shown, all.count * recipe.settings.epochs, learner.activity.last)
            if shouldStop() || learner.shown % 10_000 == 0 { try save(learner, nil) }
            try check(0)
        }
        let known = try NeuronAnswers(
            of: learner.network, to: training, Array(all.prefix(recipe.labelling)), seed: recipe.seed &+ 1,
            threads: threads, tick: check)
        let labels = known.neuronLabels(classes: training.classes.count)
        try save(learner, labels)
        try run.update { $0.testReads += 1 }
        let answers = try NeuronAnswers(
            of: learner.network, to: test, Array(0..<test.count), seed: recipe.seed &+ 2, threads: threads, tick: check)
        let result = Result(
            folder: folder.path,
            test: Proportion(Int((answers.accuracy(by: labels) * Double(test.count)).rounded()), of: test.count),
            labelledNeurons: labels.classes.count { $0 != nil }, neurons: recipe.settings.neurons,
            spikesOfPicture: learner.activity.last,
            synapticAdditions: answers.operations.operations / Double(max(1, test.count)),
            seconds: (ContinuousClock.now - begin) / .seconds(1))
        try report(result, learner, width: training.width, example: Array(test.picture(0)))
            .write(to: run.file("report.html"))
        try run.save(result, as: "result.json")
        let value = try TrackJSON.value(of: result)
        try run.update {
            $0.state = .finished
            $0.result = value
        }
        return result
    }

    /// Whether a folder holds a network that a run left or finished.
    public static func isNetwork(_ folder: URL) -> Bool {
        FileManager.default.fileExists(atPath: folder.appendingPathComponent(file).path)
    }

    /// The network of a folder, as it was left or finished.
    /// - Throws: `TrackError` for a folder without a network or a damaged one; `SpikeError` for a damaged state.
    public static func network(in folder: URL) throws -> (network: DiehlCookNetwork, saved: Saved) {
        let saved = try TrackJSON.read(Saved.self, at: folder.appendingPathComponent(file))
        var training = try DiehlCookTraining(saved.recipe.settings, pixels: saved.pixels, seed: saved.recipe.seed)
        try training.restore(saved.checkpoint)
        return (training.network, saved)
    }

    private func report(
        _ result: Result, _ learner: DiehlCookTraining, width: Int, example: [UInt8]
    ) throws -> Report {
        let fields = Array(try learner.network.fields.prefix(100))
        var copy = try learner.network.resting(seed: recipe.seed)
        let recording = try copy.recording(of: example)
        return Report(
            title: "Learned without labels",
            summary: "\(result.neurons) neurons, \(Humanise.percent(result.test.share)) of the test pictures.",
            tiles: [
                Report.Tile("test accuracy", Humanise.percent(result.test.share, decimals: 2)),
                Report.Tile("neurons with a class", "\(result.labelledNeurons) of \(result.neurons)"),
                Report.Tile("synaptic additions a picture", Humanise.count(Int(result.synapticAdditions.rounded()))),
                Report.Tile("training time", Humanise.duration(result.seconds)),
            ],
            sections: [
                Report.Section(
                    "What the neurons look for",
                    [.chart(try MosaicChart("Weights into \(fields.count) neurons", tiles: fields, tileWidth: width))]),
                Report.Section(
                    "How they speak",
                    [
                        .chart(recording.raster("Excitatory spikes at the first test picture, rest included")),
                        .chart(
                            LineChart(
                                "Excitatory spikes of a picture in training",
                                series: [LineChart.Series("spikes", values: learner.activity)],
                                x: ChartAxis("thousand pictures"), y: ChartAxis("spikes", low: 0))),
                    ]),
            ])
    }
}
