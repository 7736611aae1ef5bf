import Foundation
import FrugalData
import FrugalFiles
import FrugalNN
import FrugalTensor
import FrugalTrack

/// Learned optimisers beside tuned ones: figure 4 of Andrychowicz et al. 2016 and what it says of other shapes.
///
/// Each seed trains its own optimiser at full scale. Trained on the first 50,000 pictures of MNIST's training part, scored
/// on the other 10,000; MNIST's test part is never read.
public struct LearnedOptimizerExperiment: Experiment {
    /// What is run at a scale.
    public struct Settings: Codable, Sendable, Equatable {
        /// How the optimiser of the quadratics is trained.
        public var quadratics = LearnedOptimizerRecipe.quadratics
        /// How the optimiser of the perceptron is trained.
        public var perceptron = LearnedOptimizerRecipe.perceptron
        /// Whether every seed trains its own; otherwise the first one's serves all.
        public var trainsEverySeed = true
        /// Which optimisers are also given as many seconds as the learned one takes.
        public var timed = BaselineOptimizer.allCases
        /// Whether problems of other shapes are tried besides ReLU: 40 units, two layers.
        public var triesShapes = true
        /// After how many steps scores are compared.
        public var marks = [100, 200]
        /// Pictures of the training part, in their order, that optimisers are trained on; the rest is for scoring.
        public var trainingPictures = 50_000
    }

    /// The experiment.
    public init() {}

    /// The name that `frugal reproduce` takes.
    public var id: String { "learned-optimizer" }
    /// What it is, in a line.
    public var title: String { "Learned optimisers on quadratics and the MNIST perceptron, beside tuned optimisers" }
    /// MNIST.
    public var dataSets: [String] { ["mnist"] }

    /// Five seeds at full scale: the bar is four of them.
    public func seedCount(_ scale: Reproduction.Scale) -> Int { scale == .quick ? 1 : 5 }

    /// The settings at a scale.
    public func settings(_ scale: Reproduction.Scale) -> Settings {
        var settings = Settings()
        if scale == .quick {
            settings.trainsEverySeed = false
            settings.timed = [.adam]
            settings.triesShapes = false
            settings.quadratics.episodes = 150
            settings.perceptron.episodes = 120
        }
        return settings
    }

    /// The resolved settings.
    public func recipe(_ scale: Reproduction.Scale) throws -> JSONValue { try TrackJSON.value(of: settings(scale)) }

    /// Trains, compares, and makes the table. A finished optimiser or comparison is not made again.
    public func run(_ context: ExperimentContext) throws -> Reproduction {
        let settings = settings(context.scale)
        let begin = ContinuousClock.now
        let images = try IDXFolder(context.dataFolder("mnist").path).load(.train)
        let training = try images.subset(Array(0..<settings.trainingPictures))
        let held = try images.subset(Array(settings.trainingPictures..<images.count))

        var comparisons: [String: OptimizerComparison] = [:]
        func compare(
            _ part: String, _ family: some ProblemFamily, _ optimizers: [LearnedOptimizer],
            timed: [BaselineOptimizer] = []
        ) throws {
            comparisons[part] = try comparison(
                part, family, optimizers, marks: settings.marks, timed: timed, context)
        }
        let ofQuadratics = try optimizers(
            "quadratics", settings.quadratics, Quadratics(), settings.trainsEverySeed, context)
        try compare("quadratics", Quadratics(), ofQuadratics)
        let ofPerceptrons = try optimizers(
            "perceptron", settings.perceptron, PerceptronTraining(training), settings.trainsEverySeed, context)
        try compare("perceptron", PerceptronTraining(held), ofPerceptrons, timed: settings.timed)
        let imitated = try settings.perceptron.imitation.map { imitation in
            try scores(of: imitation, on: PerceptronTraining(held), marks: settings.marks, context)
        }
        try compare("relu", PerceptronTraining(held, activation: .relu), ofPerceptrons)
        if settings.triesShapes {
            try compare("40-units", PerceptronTraining(held, hidden: [40]), ofPerceptrons)
            try compare("2-layers", PerceptronTraining(held, hidden: [20, 20]), ofPerceptrons)
        }

        var ledger = LedgerRecord(parameters: ofPerceptrons.first?.network.parameterCount)
        ledger.seconds = (ContinuousClock.now - begin) / .seconds(1)
        return Reproduction(
            id: id, title: title, scale: context.scale,
            scaledDown: settings.trainsEverySeed
                ? []
                : ["one optimiser is trained for all seeds", "no other widths and depths", "only Adam for as long"],
            protocolLines: Self.protocolLines, seeds: context.seeds,
            rows: Self.rows(comparisons, imitated: imitated ?? []),
            ledger: ledger)
    }

    /// The trained optimiser of every seed.
    private func optimizers(
        _ part: String, _ recipe: LearnedOptimizerRecipe, _ family: some ProblemFamily, _ trainsEverySeed: Bool,
        _ context: ExperimentContext
    ) throws -> [LearnedOptimizer] {
        let trained = try (trainsEverySeed ? context.seeds : Array(context.seeds.prefix(1))).map { seed in
            let name = "\(part)-seed-\(seed)"
            let url = context.folder.file(name)
            if context.folder.hasFinished(name) { return try LearnedOptimizerFolder.read(url).optimizer }
            return try context.folder.phase(name) {
                var recipe = recipe
                recipe.seed = seed
                var training = MetaTraining(recipe)
                while !training.isDone {
                    try context.checkpoint()
                    training.advance(on: family)
                    context.progress(
                        "\(part), seed \(seed)", training.episode, recipe.episodes,
                        training.best.map { "loss \(Rounding.text($0.score))" })
                }
                try LearnedOptimizerFolder(training, problems: family.name).write(training.optimizer, to: url)
                return training.optimizer
            }
        }
        return trainsEverySeed ? trained : context.seeds.compactMap { _ in trained.first }
    }

    /// Seeds of problems that no training and no validation drew.
    private static func problems(_ seeds: [UInt64]) -> [UInt64] {
        seeds.map { seed in
            var stream = RandomStream(seed: seed).named("evaluation")
            return stream.next()
        }
    }

    /// The scores of the rule that the optimiser began by imitating, seed by seed after so many steps.
    private func scores(
        of imitation: Imitation, on family: some ProblemFamily, marks: [Int], _ context: ExperimentContext
    ) throws -> [[Int: Double]] {
        try context.part("imitated-rule") {
            try Self.problems(context.seeds).map { seed in
                try context.checkpoint()
                return OptimizationRun(
                    family.problem(seed: seed), imitation.optimizer, steps: marks.max() ?? 0, scoringAt: Set(marks)
                ).scores
            }
        }
    }

    private func comparison(
        _ part: String, _ family: some ProblemFamily, _ optimizers: [LearnedOptimizer], marks: [Int],
        timed: [BaselineOptimizer], _ context: ExperimentContext
    ) throws -> OptimizerComparison {
        let name = "comparison-\(part)"
        return try context.part(name) {
            let comparison = try OptimizerComparison(
                family, optimizers, seeds: Self.problems(context.seeds), marks: marks, timed: timed
            ) { done, total in
                try context.checkpoint()
                context.progress(name, done, total, nil)
            }
            try LearnedFolder.refusing {
                try AtomicFile.write(text: comparison.csv, to: context.folder.file("curves-\(part).csv"))
            }
            context.say(
                "\(family.name), loss after \(marks[0]) steps: learned "
                    + Rounding.text(SampleSummary(comparison.scores(at: marks[0])).mean) + ", tuned Adam "
                    + Rounding.text(SampleSummary(comparison.scores(of: .adam, at: marks[0])).mean))
            return comparison
        }
    }
}
