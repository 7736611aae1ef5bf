import ArgumentParser
import Foundation
import Frugal
import FrugalMeta
import FrugalTensor
import FrugalTrack

/// `frugal meta optimizer train`.
struct MetaOptimizerTrainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "train",
        abstract: "Train a network that optimises.",
        discussion: """
            EXAMPLES:
              frugal meta optimizer train --problem quadratics --out quadratics.optimizer
              frugal meta optimizer train --for 5m --out mnist.optimizer
            """)

    @OptionGroup var problems: ProblemOptions
    @OptionGroup var training: MetaTrainingOptions

    @Option(help: "Problems to train on, one after the other.")
    var episodes: Int?

    @Option(help: "Steps of a problem.")
    var horizon: Int?

    @OptionGroup var common: CommonOptions

    /// What `--json` prints.
    private struct Result: Encodable {
        var optimizer: String
        var problems: String
        var episodes: Int
        var validation: Double?
        var seconds: Double
    }

    func run() throws {
        _ = try common.apply()
        if common.threads == nil { Engine.threads = 1 }
        var recipe: LearnedOptimizerRecipe = problems.problem == .quadratics ? .quadratics : .perceptron
        recipe.seed = training.seed
        recipe.episodes = episodes ?? recipe.episodes
        recipe.horizon = horizon ?? recipe.horizon
        try recipe.check()
        try train(recipe, on: problems.family(.training))
    }

    private func train(_ recipe: LearnedOptimizerRecipe, on family: some ProblemFamily) throws {
        var learning = MetaTraining(recipe)
        let url = URL(fileURLWithPath: training.out)
        // A folder that cannot be written is found before the time is spent.
        try LearnedOptimizerFolder.prepare(url)
        let begin = ContinuousClock.now
        let isWhole = training.run(
            "training on \(family.name)", total: recipe.episodes, on: common.output.terminal,
            isDone: { learning.isDone },
            advance: {
                learning.advance(on: family)
                return learning.best.map { "loss \(Humanise.compact($0.score, figures: 3))" }
            })
        learning.finish(on: family)
        try LearnedOptimizerFolder(learning, problems: family.name).write(learning.optimizer, to: url)
        if !isWhole { throw training.interrupted(learning.episode, of: recipe.episodes, "problems") }
        let result = Result(
            optimizer: training.out, problems: family.name, episodes: learning.episode,
            validation: learning.best?.score,
            seconds: (ContinuousClock.now - begin) / .seconds(1))
        try common.output.json
            ? Output.json(result)
            : Output.result(
                "optimiser:  \(training.out)\nproblems:   \(result.episodes) of \(family.name)\n"
                    + "validation: \(Humanise.compact(result.validation ?? .nan, figures: 4)), the mean loss over "
                    + "\(recipe.horizon) steps\ntime:       \(Humanise.duration(result.seconds))\n")
    }
}
