import Foundation
import FrugalData
import FrugalTensor
import FrugalTrack

/// Does a spiking network with local learning learn on without forgetting, as the report says (section 3(3))? Digits arrive
/// class by class, and a perceptron trained by back-propagation stands beside.
public struct ContinualExperiment: Experiment {
    /// The experiment.
    public init() {}

    /// The name that `frugal reproduce` takes.
    public var id: String { "continual-stdp" }
    /// What it is, in a line.
    public var title: String { "Classes that arrive one after another: local learning beside back-propagation" }
    /// MNIST.
    public var dataSets: [String] { ["mnist"] }

    /// Three at both scales.
    public func seedCount(_ scale: Reproduction.Scale) -> Int { 3 }

    /// The settings at a scale.
    public func settings(_ scale: Reproduction.Scale) -> ContinualSettings {
        var settings = ContinualSettings()
        if scale == .quick { settings.picturesOfClass = 2000 }
        return settings
    }

    /// The resolved settings.
    public func recipe(_ scale: Reproduction.Scale) throws -> JSONValue { try TrackJSON.value(of: settings(scale)) }

    /// Runs both learners in lessons and mixed, with every seed.
    public func run(_ context: ExperimentContext) throws -> Reproduction {
        let settings = settings(context.scale)
        let folder = try IDXFolder(context.dataFolder("mnist").path)
        let (training, test) = (try folder.load(.train), try folder.load(.test))
        var outcomes: [Outcome] = []
        for seed in context.seeds {
            let lessons = Lessons(training: training, test: test, settings, seed: seed)
            outcomes.append(
                Outcome(
                    spiking: try context.part("spiking-lessons-seed-\(seed)") {
                        var learner = try SpikingLearner(settings, lessons, seed: seed, threads: Engine.threads)
                        return try learner.inLessons(tick: tick("spikes in lessons, seed \(seed)", lessons, context))
                    },
                    spikingMixed: try context.part("spiking-mixed-seed-\(seed)") {
                        var learner = try SpikingLearner(settings, lessons, seed: seed, threads: Engine.threads)
                        return try learner.mixed(tick: tick("spikes mixed, seed \(seed)", lessons, context))
                    },
                    perceptron: try context.part("perceptron-lessons-seed-\(seed)") {
                        var learner = try BackpropagationLearner(settings, lessons, seed: seed)
                        return try learner.inLessons(
                            tick: tick("perceptron in lessons, seed \(seed)", lessons, context))
                    },
                    perceptronMixed: try context.part("perceptron-mixed-seed-\(seed)") {
                        var learner = try BackpropagationLearner(settings, lessons, seed: seed)
                        return try learner.mixed(tick: tick("perceptron mixed, seed \(seed)", lessons, context))
                    }))
        }
        return Reproduction(
            id: id, title: title, scale: context.scale,
            scaledDown: settings.picturesOfClass.map { ["\(Humanise.grouped($0)) training pictures of each class"] }
                ?? [],
            protocolLines: Self.protocolLines(settings), seeds: context.seeds, rows: Self.rows(outcomes),
            illustrations: Self.illustrations(outcomes))
    }

    private func tick(
        _ name: String, _ lessons: Lessons, _ context: ExperimentContext
    ) -> (Int) throws -> Void {
        let total = lessons.members.map(\.count).reduce(0, +)
        return { shown in
            if shown % 100 < 32 { context.progress(name, shown, total, nil) }
            try context.checkpoint()
        }
    }
}

extension ContinualExperiment {
    /// What one seed gave.
    struct Outcome: Codable, Sendable {
        var spiking: SpikingLearner.Result
        var spikingMixed: Double
        var perceptron: BackpropagationLearner.Result
        var perceptronMixed: Double
    }

    /// What a reader must know to judge the figures.
    static func protocolLines(_ settings: ContinualSettings) -> [String] {
        [
            "ten lessons of one digit each, every picture shown once; all answers are among all ten digits",
            "spiking: Diehl and Cook's network with \(settings.neurons) neurons; perceptron: \(settings.neurons) hidden units, "
                + "Adam \(settings.learningRate), batches of \(settings.batch)",
            "\"\(settings.kept) labelled pictures kept\": of each digit so far, by which neurons get their classes, or the "
                + "perceptron's last layer is fitted anew; both get the same pictures",
            "\"nothing kept\": neurons have the class that they answered to while they learned; the perceptron as it is",
            "the test pictures are looked at after each lesson, and nothing is chosen by them",
            "final: mean over the ten digits after the last lesson; forgotten: how much worse the first nine digits are then "
                + "than after their own lesson",
        ]
    }

    /// Final accuracy and forgetting of each learner.
    static func rows(_ outcomes: [Outcome]) -> [ReproductionRow] {
        let ways: [(String, (Outcome) -> AccuracyMatrix)] = [
            ("spiking, nothing kept", { $0.spiking.withoutMemory }),
            ("spiking, labelled pictures kept", { $0.spiking.withMemory }),
            ("perceptron, nothing kept", { $0.perceptron.plain }),
            ("perceptron, labelled pictures kept", { $0.perceptron.withMemory }),
        ]
        let note = "the report claims it without a figure"
        var rows = ways.map { name, matrix in
            ReproductionRow(
                "\(name): final", unit: "% accuracy", values: outcomes.map { 100 * matrix($0).finalAccuracy },
                note: note)
        }
        rows += [
            ReproductionRow(
                "spiking, all digits mixed", unit: "% accuracy", values: outcomes.map { 100 * $0.spikingMixed },
                note: "what the same network reaches when nothing arrives late"),
            ReproductionRow(
                "perceptron, all digits mixed", unit: "% accuracy", values: outcomes.map { 100 * $0.perceptronMixed },
                note: "what the same network reaches when nothing arrives late"),
        ]
        return rows
            + ways.map { name, matrix in
                ReproductionRow(
                    "\(name): forgotten", unit: "points", values: outcomes.map { -100 * matrix($0).backwardTransfer },
                    aim: .lower, note: note)
            }
    }

    /// The accuracy matrices of the first seed, and the mean over the digits so far.
    static func illustrations(_ outcomes: [Outcome]) -> [Illustration] {
        guard let first = outcomes.first else { return [] }
        let matrices = [
            ("spiking, nothing kept", first.spiking.withoutMemory),
            ("perceptron, nothing kept", first.perceptron.plain),
            ("spiking, labelled pictures kept", first.spiking.withMemory),
            ("perceptron, labelled pictures kept", first.perceptron.withMemory),
        ]
        let curves = matrices.map { name, matrix in
            Illustration.Series(
                name, x: matrix.rows.indices.map { Double($0 + 1) },
                y: matrix.meansSoFar.map { 100 * $0 })
        }
        return [
            .lines(
                "Digits so far", x: "lesson", y: "% of the digits so far", series: curves,
                caption: "Who does not forget stays high.")
        ]
            + matrices.prefix(2).map { name, matrix in
                .matrix("\(name), % right", columns: "digit", accuracy: matrix)
            }
    }
}
