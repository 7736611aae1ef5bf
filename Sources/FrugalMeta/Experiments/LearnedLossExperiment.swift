import Foundation
import FrugalData
import FrugalFiles
import FrugalNN
import FrugalTensor
import FrugalTrack

/// Learned losses beside fixed ones: the sine regression of ML3 (Bechtle et al. 2021), and telling digits apart that the
/// loss was not trained on.
public struct LearnedLossExperiment: Experiment {
    /// What is run at a scale.
    public struct Settings: Codable, Sendable, Equatable {
        /// How the loss of the sines is trained.
        public var sines = LearnedLossRecipe.sines
        /// The same with more steps under the loss; nil to leave it out.
        public var longer: LearnedLossRecipe? = .sinesInTenSteps
        /// How the loss of the digits is trained; nil to leave them out.
        public var digits: LearnedLossRecipe? = .digits
        /// Test tasks a seed.
        public var testTasks = 10
        /// Gradient steps of a test task.
        public var steps = 100
    }

    /// The experiment.
    public init() {}

    /// The name that `frugal reproduce` takes.
    public var id: String { "learned-loss" }
    /// What it is, in a line.
    public var title: String {
        "Learned losses on sines and unseen digits, beside mean squared error and cross entropy"
    }
    /// MNIST, whose digits are the second task.
    public var dataSets: [String] { ["mnist"] }

    /// Five seeds at full scale: the bar is four of them.
    public func seedCount(_ scale: Reproduction.Scale) -> Int { scale == .quick ? 1 : 5 }

    /// The settings at a scale.
    public func settings(_ scale: Reproduction.Scale) -> Settings {
        var settings = Settings()
        if scale == .quick { (settings.longer, settings.digits) = (nil, nil) }
        return settings
    }

    /// The resolved settings.
    public func recipe(_ scale: Reproduction.Scale) throws -> JSONValue { try TrackJSON.value(of: settings(scale)) }

    /// Trains, compares, and makes the table. A finished loss or comparison is not made again.
    public func run(_ context: ExperimentContext) throws -> Reproduction {
        let settings = settings(context.scale)
        let begin = ContinuousClock.now
        let ofSines = try losses("sines", settings.sines, SineTasks.training, context)
        let sines = try comparison("sines", settings.sines, SineTasks.test, ofSines, settings, context)
        var rows = Self.rows(sines, name: "sines")
        if let recipe = settings.longer {
            let trained = try losses("sines-longer", recipe, SineTasks.training, context)
            let compared = try comparison("sines-longer", recipe, SineTasks.test, trained, settings, context)
            rows += Self.rows(compared, name: "sines, 10 inner steps")
        }
        if let recipe = settings.digits {
            let images = try IDXFolder(context.dataFolder("mnist").path).load(.train)
            let seen = try DigitTasks("digits 0 to 4", images, classes: Array(0...4))
            let unseen = try DigitTasks("digits 5 to 9", images, classes: Array(5...9))
            let ofDigits = try losses("digits", recipe, seen, context)
            rows += Self.rows(
                try comparison("digits", recipe, unseen, ofDigits, settings, context), name: "digits 5 to 9")
        }
        var ledger = LedgerRecord(parameters: ofSines.first?.parameterCount)
        ledger.seconds = (ContinuousClock.now - begin) / .seconds(1)
        return Reproduction(
            id: id, title: title, scale: context.scale,
            scaledDown: settings.digits == nil ? ["only ML3's settings, no digits"] : [],
            protocolLines: Self.protocolLines, seeds: context.seeds, rows: rows, ledger: ledger)
    }

    /// The trained loss of every seed.
    private func losses(
        _ part: String, _ recipe: LearnedLossRecipe, _ tasks: some SupervisedTasks, _ context: ExperimentContext
    ) throws -> [LearnedLoss] {
        try context.seeds.map { seed in
            let name = "\(part)-seed-\(seed)"
            let url = context.folder.file(name)
            if context.folder.hasFinished(name) { return try LearnedLossFolder.read(url).loss }
            return try context.folder.phase(name) {
                var recipe = recipe
                recipe.seed = seed
                var training = LossTraining(recipe)
                while !training.isDone {
                    try context.checkpoint()
                    training.advance(on: tasks)
                    context.progress(
                        "\(part), seed \(seed)", training.step, recipe.outerSteps,
                        training.best.map { "loss \(Rounding.text($0.score))" })
                }
                try LearnedLossFolder(training, tasks: tasks).write(training.loss, to: url)
                return training.loss
            }
        }
    }

    private func comparison(
        _ part: String, _ recipe: LearnedLossRecipe, _ tasks: some SupervisedTasks, _ losses: [LearnedLoss],
        _ settings: Settings, _ context: ExperimentContext
    ) throws -> LossComparison {
        let name = "comparison-\(part)"
        return try context.part(name) {
            let comparison = try LossComparison(
                tasks, losses, rate: recipe.innerRate, seeds: context.seeds, count: settings.testTasks,
                steps: settings.steps
            ) { done, total in
                try context.checkpoint()
                context.progress(name, done, total, nil)
            }
            try LearnedFolder.refusing {
                try AtomicFile.write(text: comparison.csv, to: context.folder.file("curves-\(part).csv"))
            }
            for entry in comparison.entries {
                context.say("\(tasks.name), \(entry.name): \(Rounding.text(SampleSummary(entry.scores).mean))")
            }
            return comparison
        }
    }
}
