import ArgumentParser
import Foundation
import Frugal
import FrugalMeta
import FrugalTensor
import FrugalTrack

/// `frugal meta loss train`.
struct MetaLossTrainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "train",
        abstract: "Train a network to be a loss.",
        discussion: """
            EXAMPLES:
              frugal meta loss train --out sines.loss
              frugal meta loss train --task classification --out digits.loss
            """)

    @OptionGroup var tasks: TaskOptions
    @OptionGroup var training: MetaTrainingOptions

    @Option(help: "Steps of the loss network.")
    var steps: Int?

    @OptionGroup var common: CommonOptions

    /// What `--json` prints.
    private struct Result: Encodable {
        var loss: String
        var tasks: String
        var steps: Int
        var validation: Double?
        var seconds: Double
    }

    func run() throws {
        _ = try common.apply()
        if common.threads == nil { Engine.threads = 1 }
        var recipe: LearnedLossRecipe = tasks.task == .regression ? .sines : .digits
        recipe.seed = training.seed
        recipe.outerSteps = steps ?? recipe.outerSteps
        try recipe.check()
        let seen = try TaskOptions.tasks(tasks.task, areForTraining: true, data: tasks.data, tasks.folders)
        try train(recipe, on: seen)
    }

    private func train(_ recipe: LearnedLossRecipe, on tasks: some SupervisedTasks) throws {
        var learning = LossTraining(recipe)
        let url = URL(fileURLWithPath: training.out)
        // A folder that cannot be written is found before the time is spent.
        try LearnedLossFolder.prepare(url)
        let begin = ContinuousClock.now
        let isWhole = training.run(
            "training on \(tasks.name)", total: recipe.outerSteps, on: common.output.terminal,
            isDone: { learning.isDone },
            advance: {
                learning.advance(on: tasks)
                return learning.best.map { "loss \(Humanise.compact($0.score, figures: 3))" }
            })
        learning.finish(on: tasks)
        try LearnedLossFolder(learning, tasks: tasks).write(learning.loss, to: url)
        if !isWhole { throw training.interrupted(learning.step, of: recipe.outerSteps, "steps") }
        let result = Result(
            loss: training.out, tasks: tasks.name, steps: learning.step, validation: learning.best?.score,
            seconds: (ContinuousClock.now - begin) / .seconds(1))
        try common.output.json
            ? Output.json(result)
            : Output.result(
                "loss:       \(training.out)\ntasks:      \(tasks.name)\nsteps:      \(result.steps)\n"
                    + "validation: \(Humanise.compact(result.validation ?? .nan, figures: 4)), \(tasks.kind.lossName) "
                    + "after \(recipe.validationSteps) steps\ntime:       \(Humanise.duration(result.seconds))\n")
    }
}
