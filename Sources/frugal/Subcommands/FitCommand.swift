import ArgumentParser
import Frugal
import FrugalTrack
import FrugalTransfer

/// `frugal fit`: the best model for some data within a time.
struct FitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fit",
        abstract: "Find the best model for your data within a time, and the evidence for it.",
        discussion: """
            DATA is a folder of pictures with a subfolder for each class, a folder of IDX or CIFAR files, an npz file, or \
            a CSV table whose last column (or --target) is the class. Honest baselines are measured first, then a ladder \
            of networks is trained; the test part is scored once, at the end.

            The run is kept in NAME.frugal.work beside the bundle. Stopped at any moment, by Ctrl-C or worse, the same \
            command goes on from there.

            EXAMPLES:
              frugal fit photos/ --for 10m --out photos.frugal
              frugal fit iris.csv --target species --for 1m --out iris.frugal
              frugal fit photos/ --for 20m --from resnet18.safetensors
              frugal fit mnist/ --for 5m --goal parameters --within 0.5 --out small.frugal
            """)

    @Argument(help: "The data: a folder or a file.", completion: .file())
    var data: String

    @Option(name: .customLong("for"), help: "The time for everything, such as 90s, 10m or 1h30m.")
    var time = TimeBudget(seconds: 600)

    @Option(help: "What to look for: \(Goal.allCases.map(\.rawValue).joined(separator: ", ")).")
    var goal = Goal.accuracy

    @Option(help: "How far below the best validation accuracy a cheaper model may lie, in percentage points.")
    var within = 1.0

    @Option(help: "Labelled data for the final score, instead of a part cut off DATA.", completion: .file())
    var test: String?

    @Option(help: "The column of a table to predict; the last one by default.")
    var target: String?

    @Option(help: "The side that pictures are brought to, in pixels; chosen by default.")
    var side: Int?

    @Option(help: "What all random numbers come from.")
    var seed: UInt64 = 1

    @Option(help: "The most epochs of a candidate; the same seed then gives the same model.")
    var epochs: Int?

    @Flag(
        inversion: .prefixedNo,
        help: "Search for an architecture too; by default where the time is 5m or more and enough trials fit.")
    var search: Bool?

    @Option(
        help:
            "A trained network, a safetensors file or a bundle, to be tuned beside the networks trained from scratch.",
        completion: .file())
    var from: String?

    @Option(help: "How it is tuned: \(TuningPolicy.spellings); may be given several times.")
    var tune: [TuningPolicy] = [.probe, .probeThenTune]

    @OptionGroup var fitting: FittingOptions

    func run() throws { try fitting.run(data, test: test, recipe) }

    private var recipe: FitRecipe {
        var recipe = FitRecipe()
        recipe.seconds = time.seconds
        recipe.goal = goal
        recipe.within = within
        recipe.seed = seed
        recipe.target = target
        recipe.side = side
        recipe.maximumEpochs = epochs
        recipe.searches = search
        recipe.transfer = from.map { TransferRecipe(source: $0, tunings: tune.map { TuningSettings($0) }) }
        return recipe
    }
}

extension Goal: ExpressibleByArgument {}
