import Foundation
import FrugalData
import FrugalTensor
import FrugalTrack

/// PathNet's binary MNIST tasks (Fernando et al. 2017, section 3.1) under eight conditions with paired seeds.
public struct PathNetExperiment: Experiment {
    /// What is run at a scale.
    struct Settings: Codable, Sendable {
        var recipe = PathNetRecipe.binaryMNIST2017
        /// Rates that fine-tuning is tried with.
        var fineTuningRates: [Double]
        /// Seeds that only the rate is chosen by.
        var tuningSeeds: [UInt64]
    }

    /// The experiment.
    public init() {}

    /// The name that `frugal reproduce` takes.
    public var id: String { "pathnet-mnist" }
    /// What it is, in a line.
    public var title: String { "PathNet: a second pair of digits learned with the path of a first (section 3.1)" }
    /// The digits.
    public var dataSets: [String] { ["mnist"] }

    /// Generations at which test pictures are answered besides.
    static let looks = [10, 50, 100]

    /// The statistic has heavy tails: a hundred, and ten for a look.
    public func seedCount(_ scale: Reproduction.Scale) -> Int { scale == .quick ? 10 : 100 }

    func settings(_ scale: Reproduction.Scale) -> Settings {
        Settings(
            fineTuningRates: [3e-5, 1e-4, 3e-4, 1e-3],
            tuningSeeds: (0..<(scale == .quick ? 4 : 10)).map { 1_000_000 + UInt64($0) })
    }

    /// The resolved settings.
    public func recipe(_ scale: Reproduction.Scale) throws -> JSONValue { try TrackJSON.value(of: settings(scale)) }

    /// Tunes fine-tuning, then learns both tasks from every seed. A finished seed is not learned again. The paths are drawn
    /// into `paths.svg` as they are found.
    public func run(_ context: ExperimentContext) throws -> Reproduction {
        let settings = settings(context.scale)
        let threads = Engine.threads
        defer { Engine.threads = threads }
        let folder = try IDXFolder(context.dataFolder("mnist").path)
        let (training, test) = (try folder.load(.train), try folder.load(.test))
        let watch = PathWatch(context.folder.file("paths.svg"), shape: settings.recipe.shape)
        func trial(_ seed: UInt64, rate: Double) -> PathNetTrial {
            let (first, second) = PathTask.pairsOfDigits(training, test, recipe: settings.recipe, seed: seed)
            return PathNetTrial(
                recipe: settings.recipe, fineTuningRate: rate, first: first, second: second, seed: seed,
                threads: threads, looks: Self.looks, watch: watch, check: { try context.checkpoint() })
        }
        let tuned = try context.part("fine-tuning-rate") {
            let outcomes = try settings.tuningSeeds.enumerated().map { index, seed in
                context.progress("fine-tuning", index, settings.tuningSeeds.count, nil)
                return try trial(seed, rate: settings.recipe.rate).fineTuned(at: settings.fineTuningRates)
            }
            return settings.fineTuningRates.enumerated().map { place, rate in
                let tuned = Tuned(rate: rate, generations: outcomes.map { Double($0[place].generations) })
                context.say("fine-tuning at a rate of \(rate): \(Humanise.fixed(tuned.mean, 0)) generations")
                return tuned
            }
        }
        let rate = tuned.min { $0.mean < $1.mean }?.rate ?? settings.recipe.rate
        let outcomes = try context.seeds.enumerated().map { index, seed in
            context.progress("seeds", index, context.seeds.count, nil)
            return try context.part("seed-\(seed)") { try trial(seed, rate: rate).run() }
        }
        return PathNetTable(outcomes: outcomes, settings: settings, tuned: tuned, rate: rate)
            .reproduction(self, context)
    }

    /// A rate of fine-tuning and the generations it took.
    struct Tuned: Codable, Sendable {
        var rate: Double
        var generations: [Double]

        var mean: Double { generations.reduce(0, +) / Double(max(1, generations.count)) }
    }
}
