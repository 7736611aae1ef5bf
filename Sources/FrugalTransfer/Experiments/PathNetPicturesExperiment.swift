import Foundation
import FrugalData
import FrugalTensor
import FrugalTrack

/// PathNet on colour pictures (Fernando et al. 2017, section 3.2): how much of a second task is learned in 500 generations with
/// the path of a first, for CIFAR-10 and cropped SVHN, and for pairs of data that are at hand more often.
public struct PathNetPicturesExperiment: Experiment {
    /// What is run at a scale.
    struct Settings: Codable, Sendable {
        var recipe = PathNetRecipe.pictures2017
        var pairs = PicturePair.all
        /// Rates that fine-tuning is tried with.
        var fineTuningRates = [0.003, 0.01, 0.03, 0.1]
        /// Seeds that only the rate is chosen by.
        var tuningSeeds: [UInt64]
        /// Training pictures that judge the rates.
        var heldOut = 5000
    }

    /// The experiment.
    public init() {}

    /// The name that `frugal reproduce` takes.
    public var id: String { "pathnet-cifar-svhn" }
    /// What it is, in a line.
    public var title: String { "PathNet: colour pictures learned with the path of others (section 3.2)" }
    /// What there must be.
    public var dataSets: [String] { ["cifar-10", "fashion-mnist"] }
    /// The house numbers: without them the pairs that have them are left out.
    public var optionalDataSets: [String] { ["svhn"] }

    /// Ten, and three for a look.
    public func seedCount(_ scale: Reproduction.Scale) -> Int { scale == .quick ? 3 : 10 }

    func settings(_ scale: Reproduction.Scale) -> Settings {
        var settings = Settings(tuningSeeds: (0..<(scale == .quick ? 1 : 3)).map { 1_000_000 + UInt64($0) })
        if scale == .quick { settings.recipe.limit = 100 }
        return settings
    }

    /// The resolved settings.
    public func recipe(_ scale: Reproduction.Scale) throws -> JSONValue { try TrackJSON.value(of: settings(scale)) }

    /// Runs every pair whose data are there. A finished seed of a pair is not learned again. The paths are drawn into
    /// `paths.svg` as they are found.
    public func run(_ context: ExperimentContext) throws -> Reproduction {
        try run(context, settings(context.scale))
    }

    func run(_ context: ExperimentContext, _ settings: Settings) throws -> Reproduction {
        let threads = Engine.threads
        defer { Engine.threads = threads }
        let data = PictureTasks(context, recipe: settings.recipe)
        let pairs = try settings.pairs.compactMap { pair -> PathNetPicturesTable.Pair? in
            guard let runner = try PairRunner(pair, settings, data, threads: threads, context) else { return nil }
            return try runner.run()
        }
        return PathNetPicturesTable(settings: settings, pairs: pairs).reproduction(self, context)
    }
}

/// One pair of tasks over all seeds.
private struct PairRunner {
    let pair: PicturePair
    let settings: PathNetPicturesExperiment.Settings
    let data: PictureTasks
    let threads: Int
    let context: ExperimentContext

    /// Nil where data of the pair are not there.
    init?(
        _ pair: PicturePair, _ settings: PathNetPicturesExperiment.Settings, _ data: PictureTasks, threads: Int,
        _ context: ExperimentContext
    ) throws {
        guard try data.isThere(pair.first.set), try data.isThere(pair.second.set) else { return nil }
        self.pair = pair
        self.settings = settings
        self.data = data
        self.threads = threads
        self.context = context
    }

    func run() throws -> PathNetPicturesTable.Pair {
        let watch = PathWatch(context.folder.file("paths.svg"), shape: settings.recipe.shape)
        let tuned = try context.part("\(pair.name)-rate") { try tune() }
        let rate = tuned.max { $0.mean < $1.mean }?.rate ?? settings.recipe.rate
        let seeds = context.seeds.map { (seed: $0, part: "\(pair.name)-seed-\($0)") }
        // Read only where something is left to do.
        lazy var tasks = Result { try (data.task(pair.first), data.task(pair.second)) }
        let outcomes = try seeds.enumerated().map { index, seed in
            context.progress(pair.title, index, seeds.count, nil)
            return try context.part(seed.part) {
                let (first, second) = try tasks.get()
                return try trial(first, second, seed: seed.seed, rate: rate, watch: watch).run()
            }
        }
        return PathNetPicturesTable.Pair(pair: pair, outcomes: outcomes, tuned: tuned, rate: rate)
    }

    /// The rates by pictures of the training part that are held out, on seeds of their own.
    private func tune() throws -> [PathNetPicturesTable.Tuned] {
        let first = try data.task(pair.first, holdingOut: settings.heldOut)
        let second = try data.task(pair.second, holdingOut: settings.heldOut)
        let outcomes = try settings.tuningSeeds.enumerated().map { index, seed in
            context.progress("\(pair.title), fine-tuning", index, settings.tuningSeeds.count, nil)
            return try trial(first, second, seed: seed, rate: settings.recipe.rate, watch: nil)
                .fineTuned(at: settings.fineTuningRates)
        }
        return settings.fineTuningRates.enumerated().map { place, rate in
            PathNetPicturesTable.Tuned(rate: rate, accuracies: outcomes.map { $0[place].testAccuracy })
        }
    }

    private func trial(
        _ first: PathTask, _ second: PathTask, seed: UInt64, rate: Double, watch: PathWatch?
    ) -> PathNetTrial {
        let context = context
        return PathNetTrial(
            recipe: settings.recipe, fineTuningRate: rate, first: first, second: second, seed: seed, threads: threads,
            looks: PathNetPicturesTable.looks(settings.recipe), watch: watch, check: { try context.checkpoint() })
    }
}
