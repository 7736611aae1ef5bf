import Foundation
import FrugalData
import FrugalTensor
import FrugalTrack

/// Diehl and Cook's network on MNIST: what is learned without labels, and what their labelling mistake is worth.
public struct DiehlCookExperiment: Experiment {
    /// What is run at a scale.
    public struct Settings: Codable, Sendable, Equatable {
        /// Excitatory neurons and epochs of each network.
        public var networks: [Size]
        /// Training pictures by which neurons get their classes.
        public var labelling = 10_000

        /// A network.
        public struct Size: Codable, Sendable, Equatable {
            /// Excitatory neurons.
            public var neurons: Int
            /// Times that each training picture is shown.
            public var epochs: Int
            /// Whether neurons inhibit each other without inhibitory neurons between them.
            public var inhibitsDirectly = false

            /// The name of its rows and files.
            var name: String {
                "\(Humanise.grouped(neurons)) neurons" + (inhibitsDirectly ? ", direct inhibition" : "")
            }
        }
    }

    /// The experiment.
    public init() {}

    /// The name that `frugal reproduce` takes.
    public var id: String { "diehl-cook" }
    /// What it is, in a line.
    public var title: String {
        "Digits learned without labels by spike-timing-dependent plasticity (Diehl and Cook 2015)"
    }
    /// MNIST.
    public var dataSets: [String] { ["mnist"] }

    /// Three at both scales.
    public func seedCount(_ scale: Reproduction.Scale) -> Int { 3 }

    /// The settings at a scale.
    public func settings(_ scale: Reproduction.Scale) -> Settings {
        switch scale {
        case .quick: Settings(networks: [.init(neurons: 400, epochs: 3), .init(neurons: 1600, epochs: 3)])
        case .full:
            Settings(networks: [
                .init(neurons: 100, epochs: 3), .init(neurons: 400, epochs: 3), .init(neurons: 1600, epochs: 3),
                .init(neurons: 6400, epochs: 15), .init(neurons: 6400, epochs: 15, inhibitsDirectly: true),
            ])
        }
    }

    /// The resolved settings.
    public func recipe(_ scale: Reproduction.Scale) throws -> JSONValue { try TrackJSON.value(of: settings(scale)) }

    /// Trains every network with every seed, several at once, and reads the test pictures once each.
    public func run(_ context: ExperimentContext) throws -> Reproduction {
        let settings = settings(context.scale)
        let folder = try IDXFolder(context.dataFolder("mnist").path)
        let pictures = Pictures(training: try folder.load(.train), test: try folder.load(.test))
        let runs = settings.networks.flatMap { size in context.seeds.map { (size: size, seed: $0) } }
        let outcomes = try TaskThreads.map(runs.count, threads: Engine.threads) { index in
            let (size, seed) = runs[index]
            return try context.part("\(Self.fileName(size))-seed-\(seed)") {
                try outcome(size, seed: seed, pictures, labelling: settings.labelling, context)
            }
        }
        return Reproduction(
            id: id, title: title, scale: context.scale,
            scaledDown: context.scale == .quick ? ["6,400 neurons (95.0 %, hours on two cores) are left to full"] : [],
            protocolLines: Self.protocolLines(settings), seeds: context.seeds,
            rows: Self.rows(settings, outcomes),
            ledger: LedgerRecord(
                synapticOperations: outcomes.first.map { Int($0.additionsPerPicture.rounded()) }))
    }

    /// Both parts of the data.
    private struct Pictures: Sendable {
        var training: LabelledImages
        var test: LabelledImages
    }

    private func outcome(
        _ size: Settings.Size, seed: UInt64, _ pictures: Pictures, labelling: Int, _ context: ExperimentContext
    ) throws -> Outcome {
        let begin = ContinuousClock.now
        var settings = DiehlCookSettings(neurons: size.neurons)
        settings.epochs = size.epochs
        settings.inhibitsDirectly = size.inhibitsDirectly
        let name = "\(size.name), seed \(seed)"
        let file = "\(Self.fileName(size))-seed-\(seed)-checkpoint.json"
        var training = try DiehlCookTraining(settings, pixels: pictures.training.pictureSize, seed: seed)
        if let left = try context.folder.saved(DiehlCookTraining.Checkpoint.self, as: file) {
            try training.restore(left)
        }
        let all = Array(0..<pictures.training.count)
        try training.run(pictures.training, all) { training in
            if training.shown % 100 == 0 {
                context.progress(
                    name, training.shown, all.count * size.epochs,
                    training.activity.last.map { "\(Humanise.fixed($0, 1)) spikes a picture" })
            }
            let isStopped = context.shouldStop()
            if isStopped || training.shown % 10_000 == 0 { try context.folder.save(training.checkpoint, as: file) }
            try context.checkpoint()
        }
        let ask = { (images: LabelledImages, indices: [Int], stream: UInt64) in
            try NeuronAnswers(of: training.network, to: images, indices, seed: seed &* 1000 &+ stream) { _ in
                try context.checkpoint()
            }
        }
        let known = try ask(pictures.training, Array(all.prefix(labelling)), 1)
        let classes = pictures.training.classes.count
        let labels = known.neuronLabels(classes: classes)
        let test = try ask(pictures.test, Array(0..<pictures.test.count), 2)
        return Outcome(
            size: size, seed: seed, accuracy: test.accuracy(by: labels),
            accuracyByTestLabels: test.accuracy(by: test.neuronLabels(classes: classes)),
            labelledNeurons: labels.classes.count { $0 != nil }, activity: training.activity,
            additionsPerPicture: test.operations.operations / Double(pictures.test.count),
            seconds: (ContinuousClock.now - begin) / .seconds(1))
    }
}

extension DiehlCookExperiment {
    /// What one network of one seed gave.
    struct Outcome: Codable, Sendable {
        var size: Settings.Size
        var seed: UInt64
        /// Share of the test pictures, with neurons labelled by training pictures.
        var accuracy: Double
        /// The same with neurons labelled by the test pictures themselves: the mistake.
        var accuracyByTestLabels: Double
        var labelledNeurons: Int
        /// Mean spikes of a picture for each thousand shown in training.
        var activity: [Double]
        var additionsPerPicture: Double
        /// Seconds since the last start.
        var seconds: Double
    }

    /// The beginning of the names of a network's files.
    private static func fileName(_ size: Settings.Size) -> String {
        "\(size.neurons)" + (size.inhibitsDirectly ? "-direct" : "")
    }

    /// What a reader must know to judge the figures.
    static func protocolLines(_ settings: Settings) -> [String] {
        [
            "constants as in the authors' program; steps of 0.5 ms, exponential Euler; each picture 350 ms and 150 ms of rest",
            "neurons get their classes from \(Humanise.grouped(settings.labelling)) training pictures, shown again after "
                + "training with learning switched off; the 10,000 test pictures are shown once",
            "rows called \"labelled by test pictures\" make the mistake of the authors' demonstration on purpose; no row "
                + "is chosen by them",
            "what differs from the program: no delays between input and excitatory neurons (0 to 10 ms there), and traces "
                + "of each neuron instead of each synapse, which are the same numbers",
            "rows with direct inhibition differ in one thing more: a neuron inhibits the others itself, a step after its spike, "
                + "and not through an inhibitory neuron two or three steps after it (decision 029)",
        ]
    }

    /// Accuracy beside the published one, and what the labelling mistake would add.
    static func rows(_ settings: Settings, _ outcomes: [Outcome]) -> [ReproductionRow] {
        let published = [100: 82.9, 400: 87.0, 1600: 91.9, 6400: 95.0]
        return settings.networks.flatMap { size in
            let own = outcomes.filter { $0.size == size }
            return [
                ReproductionRow(
                    size.name, unit: "% accuracy",
                    values: own.map { 100 * $0.accuracy },
                    published: published[size.neurons].map {
                        Published($0, source: "Diehl and Cook 2015, as quoted by the project's brief")
                    }),
                ReproductionRow(
                    "\(size.name), labelled by test pictures", unit: "% accuracy",
                    values: own.map { 100 * $0.accuracyByTestLabels },
                    note: "a mistake, shown for its size"),
            ]
        }
    }
}
