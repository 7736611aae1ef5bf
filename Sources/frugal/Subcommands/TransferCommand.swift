import ArgumentParser
import Foundation
import Frugal
import FrugalTrack
import FrugalTransfer

/// `frugal transfer`: a network that was trained for something else, tuned on data of one's own.
struct TransferCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "transfer",
        abstract: "Tune a trained network on your data.",
        discussion: """
            FROM is a safetensors file of torchvision's weights (\(FrugalTransfer.Backbone.allCases.map(\.rawValue).joined(separator: ", "))), \
            one with a description beside it, or a bundle that `frugal fit`, `search` or `transfer` wrote. Its head is \
            replaced by one for your classes; every tensor is accounted for. Pictures are prepared as they were when the \
            network was trained first, and so they are in the bundle.

            WAYS OF TUNING
              probe            a linear head on features computed once: the first answer
              last:N           the head and the last N blocks
              all              everything at one rate
              probe-then-tune  the head first, then all, the first block at a tenth
              gradual          the head first, then a block more at a time

            Several --tune give several rows; the best on validation goes into the bundle. Normalisation keeps the \
            statistics of the first training, with all it takes those of the new data; --normalisation says otherwise.

            EXAMPLES:
              frugal transfer photos/ --from resnet18.safetensors --out photos.frugal
              frugal transfer photos/ --from mobilenet_v2.safetensors --tune probe --tune all --for 20m
              frugal transfer letters/ --from digits.frugal --tune last:1
            """)

    @Argument(help: "The data: a folder of pictures, or IDX, CIFAR or npz files.", completion: .file())
    var data: String

    @Option(help: "The trained network: a safetensors file or a bundle.", completion: .file())
    var from: String

    @Option(help: "How it is tuned: \(TuningPolicy.spellings); may be given several times.")
    var tune: [TuningPolicy] = [.probeThenTune]

    @Option(name: .customLong("for"), help: "The time for everything, such as 90s, 10m or 1h30m.")
    var time = TimeBudget(seconds: 600)

    @Option(name: .customLong("as"), help: "Which network the weights are of; told by its tensors by default.")
    var backbone: FrugalTransfer.Backbone?

    @Option(help: "The most epochs of gradient descent.")
    var epochs: Int?

    @Option(help: "The highest learning rate of the head; by default 0.001, or 0.0006 after a probe.")
    var rate: Double?

    @Flag(help: "Find the learning rate by a search of up to 100 steps.")
    var findRate = false

    @Option(help: "The share of that rate for the first block, where all blocks train; by default 1 for all, else 0.1.")
    var inputShare: Double?

    @Option(
        help:
            "What normalisation does with the statistics of the first training; by default adapting for all, else frozen."
    )
    var normalisation: TuningSettings.Normalisation?

    @Option(help: "Pictures a step.")
    var batch = 32

    @Flag(help: "Mirror pictures at random in gradient descent.")
    var flips = false

    @Option(help: "The side of the pictures that the network is shown; that of its first training by default.")
    var side: Int?

    @Option(help: "Labelled data for the final score, instead of a part cut off DATA.", completion: .file())
    var test: String?

    @Option(help: "What all random numbers come from.")
    var seed: UInt64 = 1

    @OptionGroup var fitting: FittingOptions

    func run() throws { try fitting.run(data, test: test, recipe) }

    private var recipe: FitRecipe {
        var transfer = TransferRecipe(
            source: from,
            tunings: tune.map { policy in
                var settings = TuningSettings(policy)
                settings.learningRate = rate
                if let inputShare { settings.inputShare = inputShare }
                if let normalisation { settings.normalisation = normalisation }
                settings.batchSize = batch
                if let epochs { settings.epochs = epochs }
                return settings
            })
        transfer.backbone = backbone
        transfer.findsRate = findRate
        transfer.flips = flips
        transfer.side = side
        transfer.isAlone = true
        var recipe = FitRecipe()
        recipe.seconds = time.seconds
        recipe.seed = seed
        recipe.transfer = transfer
        return recipe
    }
}
