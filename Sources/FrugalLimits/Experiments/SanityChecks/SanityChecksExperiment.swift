import FrugalData
import FrugalTensor
import FrugalTrack

/// Whether the maps of `frugal explain` can be believed: completeness, parameter randomisation from the top down (Adebayo et
/// al. 2018), exactness on a linear model, and pixel flipping beside random order.
public struct SanityChecksExperiment: Experiment {
    /// What is run at a scale.
    struct Settings: Codable, Sendable {
        var sets: [PictureSet]
        /// Test pictures that each seed explains.
        var pictures: Int
    }

    /// The experiment.
    public init() {}

    /// The name that `frugal reproduce` takes.
    public var id: String { "sanity-checks" }
    /// What it is, in a line.
    public var title: String { "Sanity checks for explanations (Adebayo et al. 2018)" }
    /// Digits and clothes.
    public var dataSets: [String] { ["mnist", "fashion-mnist"] }

    /// Three, and five for the whole protocol.
    public func seedCount(_ scale: Reproduction.Scale) -> Int { scale == .quick ? 3 : 5 }

    func settings(_ scale: Reproduction.Scale) -> Settings {
        let recipe = SmallNetwork.Recipe(
            pictures: scale == .quick ? 12_000 : nil, epochs: 5, rate: 4e-3, widths: [16, 32, 64], pools: true)
        let test = scale == .quick ? 2000 : 10_000
        return Settings(
            sets: [
                PictureSet(name: "mnist", title: "MNIST", recipe: recipe, testPictures: test),
                PictureSet(name: "fashion-mnist", title: "Fashion-MNIST", recipe: recipe, testPictures: test),
            ], pictures: scale == .quick ? 24 : 200)
    }

    /// The resolved settings.
    public func recipe(_ scale: Reproduction.Scale) throws -> JSONValue { try TrackJSON.value(of: settings(scale)) }

    /// Trains a network a seed and set, and checks its explanations. A finished one is not done again.
    public func run(_ context: ExperimentContext) throws -> Reproduction { try run(context, settings(context.scale)) }

    /// The same with other settings, for a test of the whole way.
    func run(_ context: ExperimentContext, _ settings: Settings) throws -> Reproduction {
        var found: [(set: PictureSet, outcomes: [SanityTrial.Outcome])] = []
        for set in settings.sets {
            let (training, test) = try set.load(context)
            let outcomes = try context.seeds.enumerated().map { index, seed in
                context.progress(set.title, index, context.seeds.count, nil)
                return try context.part("\(set.name)-seed-\(seed)") {
                    let outcome = try SanityTrial(
                        set: set, training: training, test: test, pictures: settings.pictures, seed: seed,
                        check: context.checkpoint
                    ).run()
                    context.say("\(set.title), seed \(seed): \(Humanise.percent(outcome.accuracy.share)) right")
                    return outcome
                }
            }
            found.append((set, outcomes))
        }
        return SanityTable(found: found, settings: settings).reproduction(self, context)
    }
}
