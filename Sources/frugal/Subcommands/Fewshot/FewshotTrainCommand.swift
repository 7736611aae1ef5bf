import ArgumentParser
import Foundation
import Frugal
import FrugalData
import FrugalMeta
import FrugalTrack

/// `frugal fewshot train`: an embedding that tells new classes apart, as a bundle for `frugal teach`.
struct FewshotTrainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "train",
        abstract: "Train a network to tell new classes apart from a few pictures of each.",
        discussion: """
            The classes of DATA are divided: the network learns on some, its checkpoint is chosen on others, and it is \
            scored once on the rest. The bundle knows no class yet; `frugal teach` gives it some. The run is kept in \
            NAME.frugal.work; stopped at any moment, the same command goes on from there.

            EXAMPLES:
              frugal fewshot train omniglot --out letters.frugal
              frugal fewshot train photos/ --side 84 --method matching --shot 5 --episodes 3000 --out photos.frugal
            """)

    @OptionGroup var data: FewShotDataOptions

    @Option(help: "The method: \(Method.allCases.map(\.rawValue).joined(separator: ", ")).")
    var method = Method.prototypical

    @OptionGroup var task: EpisodeOptions

    @Option(help: "Training episodes.")
    var episodes = 2000

    @Option(help: "Test episodes.")
    var testEpisodes = 1000

    @Option(help: "Classes in a training episode; up to 60 by default, as many as there are.")
    var trainWay: Int?

    @Option(help: "Labelled pictures a class in training; 1-5 by default, as far as classes have so many.")
    var trainShot: ShotRange?

    @Option(help: "Pictures of each class asked about in training.")
    var trainQueries: Int?

    @Option(help: "The highest learning rate.")
    var rate = 3e-3

    @Option(help: "Channels of every convolution block.")
    var width = 64

    @Option(help: "Convolution blocks, each halving the side.")
    var depth = 4

    @Option(help: "What cosines are divided by, for matching: learned, raw, or a number.")
    var temperature = TemperatureOption(.learned(from: 0.1))

    @Option(
        help:
            "Looks of full context embeddings (the paper's K), for matching; such a network cannot be taught class by class."
    )
    var context: Int?

    @Flag(help: "Compute products in bfloat16: about twice as fast where the processor has it.")
    var bfloat16 = false

    @Flag(help: "Distort training pictures a little: helps where there are few.")
    var distort = false

    @Option(help: "What all random numbers come from.")
    var seed: UInt64 = 1

    @Option(help: "The bundle to write; NAME.frugal by default, after DATA.", completion: .file())
    var out: String?

    @OptionGroup var common: CommonOptions
    @OptionGroup var folders: DataOptions

    /// What compares embeddings.
    enum Method: String, CaseIterable, ExpressibleByArgument { case prototypical, matching }

    func run() throws {
        _ = try common.apply()
        Interruption.watch()
        let loaded = try data.load(folders)
        let training = FewShotTraining(
            data: loaded, recipe: try recipe(for: loaded), test: task.shape, episodes: testEpisodes, seed: seed,
            bundle: URL(fileURLWithPath: out ?? defaultBundle),
            command: ShellWords.thisCommand)
        let talk = RunTalk(common.output.terminal)
        do {
            let result = try training.run(
                progress: { state in
                    let best = state.best.map { Humanise.percent($0.accuracy, decimals: 2) }
                    talk.show(part: "training", done: state.episode, total: episodes, best: best)
                }, shouldStop: { Interruption.isAsked })
            talk.finish()
            try common.output.json
                ? Output.json(result) : Output.result(result.text + "bundle      \(training.bundle.path)\n")
        } catch {
            talk.finish()
            if Interruption.isAsked { talk.line("Go on with: \(ShellWords.joined(CommandLine.arguments))") }
            throw error
        }
    }

    private var defaultBundle: String {
        URL(fileURLWithPath: data.data).deletingPathExtension().lastPathComponent + ".frugal"
    }

    /// The recipe, with what was not given fitted to the classes there are.
    private func recipe(for data: FewShotData) throws -> MetricRecipe {
        guard episodes > 0, testEpisodes > 0 else {
            throw FrugalError(.usage, "--episodes", "\(min(episodes, testEpisodes)) episodes make no training")
        }
        if let context, !(1...100).contains(context) {
            throw FrugalError(.usage, "--context", "\(context) looks make no sense", remedy: "give 1 to 100")
        }
        let fitting = EpisodicRecipe.fitting(
            training: try data.classes(.train), validation: try data.classes(.validation), test: task.shape)
        let shape = EpisodeShape(
            way: trainWay ?? fitting.task.way, shots: trainShot?.range ?? fitting.task.shots,
            queries: trainQueries ?? fitting.task.queries)
        var training = fitting
        training.task = shape
        training.episodes = episodes
        training.learningRate = rate
        training.usesBFloat16 = bfloat16
        training.distortion = distort ? AffineDistortion() : nil
        training.validationInterval = min(250, max(1, episodes / 10))
        let comparison: MetricRecipe.Comparison =
            switch (method, context) {
            case (.prototypical, _): .prototypes
            case (.matching, nil): .matching(temperature.value)
            case (.matching, .some(let steps)): .fullContext(temperature.value, steps: steps)
            }
        return MetricRecipe(comparison, width: width, depth: depth, training: training)
    }
}

/// A temperature as people write it: `learned`, `raw`, `0.1`.
struct TemperatureOption: ExpressibleByArgument {
    let value: AttentionTemperature

    init(_ value: AttentionTemperature) { self.value = value }

    init?(argument: String) {
        switch argument {
        case "learned": value = .learned(from: 0.1)
        case "raw": value = .raw
        default:
            guard let number = Double(argument), number > 0, number.isFinite else { return nil }
            value = .fixed(number)
        }
    }

    var defaultValueDescription: String { "learned" }
}
