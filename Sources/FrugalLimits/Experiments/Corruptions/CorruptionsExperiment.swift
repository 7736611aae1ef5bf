import FrugalData
import FrugalNN
import FrugalTensor
import FrugalTrack

/// Accuracy against severity under the corruptions of MNIST-C and CIFAR-10-C (Mu and Gilmer 2019; Hendrycks and Dietterich
/// 2019), with and without augmentation in training.
public struct CorruptionsExperiment: Experiment {
    /// What is run at a scale.
    struct Settings: Codable, Sendable {
        var sets: [PictureSet]
        var augmentation = Augmentation()
        /// What corruptions draw from: the same spoilt pictures for every network.
        var corruptionSeed: UInt64 = 1
    }

    /// What one seed gave on one set.
    struct Outcome: Codable, Sendable {
        var seed: UInt64
        var plain: ShiftSweep
        var augmented: ShiftSweep
    }

    /// The experiment.
    public init() {}

    /// The name that `frugal reproduce` takes.
    public var id: String { "corruptions" }
    /// What it is, in a line.
    public var title: String { "Accuracy under the corruptions of MNIST-C and CIFAR-10-C" }
    /// Digits and photographs.
    public var dataSets: [String] { ["mnist", "cifar-10"] }

    /// Three, and five for the whole protocol.
    public func seedCount(_ scale: Reproduction.Scale) -> Int { scale == .quick ? 3 : 5 }

    func settings(_ scale: Reproduction.Scale) -> Settings {
        let isQuick = scale == .quick
        return Settings(sets: [
            PictureSet(
                name: "mnist", title: "MNIST",
                recipe: SmallNetwork.Recipe(pictures: isQuick ? 12_000 : nil, epochs: isQuick ? 3 : 10),
                testPictures: isQuick ? 1000 : 10_000),
            PictureSet(
                name: "cifar-10", title: "CIFAR-10",
                recipe: SmallNetwork.Recipe(
                    pictures: isQuick ? 8000 : nil, epochs: isQuick ? 5 : 20,
                    widths: isQuick ? [16, 32, 64] : [32, 64, 128]),
                testPictures: isQuick ? 500 : 10_000),
        ])
    }

    /// The resolved settings.
    public func recipe(_ scale: Reproduction.Scale) throws -> JSONValue { try TrackJSON.value(of: settings(scale)) }

    /// Trains two networks a seed and set and shows both the same spoilt pictures. A finished part is not done again.
    public func run(_ context: ExperimentContext) throws -> Reproduction { try run(context, settings(context.scale)) }

    /// The same with other settings, for a test of the whole way.
    func run(_ context: ExperimentContext, _ settings: Settings) throws -> Reproduction {
        let found = try settings.sets.map { set in
            let (training, test) = try set.load(context)
            let outcomes = try context.seeds.enumerated().map { index, seed in
                try context.part("\(set.name)-seed-\(seed)") {
                    let name = "\(set.title), network pair \(index + 1) of \(context.seeds.count)"
                    context.progress("\(name), training", 0, nil, nil)
                    let networks = try networks(set, training, settings, seed, check: context.checkpoint)
                    let sweeps = try ShiftSweep.sideBySide(
                        test, Self.suite(channels: test.channels), seed: settings.corruptionSeed,
                        threads: Engine.threads,
                        progress: { done, total in
                            try context.checkpoint()
                            context.progress("\(name), corruptions", done, total, nil)
                        },
                        scores: { images in try networks.map { try SmallNetwork.score($0, on: images) } })
                    context.say(
                        "\(set.title), seed \(seed): clean "
                            + sweeps.map { Humanise.percent($0.clean.share) }.joined(separator: ", augmented "))
                    return Outcome(seed: seed, plain: sweeps[0], augmented: sweeps[1])
                }
            }
            return (set, outcomes)
        }
        return CorruptionsTable(found: found, settings: settings).reproduction(self, context)
    }

    /// A network without augmentation and one with, otherwise trained alike.
    private func networks(
        _ set: PictureSet, _ training: LabelledImages, _ settings: Settings, _ seed: UInt64,
        check: () throws -> Void
    ) throws -> [Sequential] {
        try [nil, settings.augmentation].map { augmentation in
            var random = RandomStream(seed: seed).named("weights \(set.name)")
            return try SmallNetwork.trained(
                SmallNetwork.layers(set.recipe, for: training, using: &random), set.recipe, on: training, seed: seed,
                augmentation: augmentation, check: check)
        }
    }

    /// Fifteen kinds at all their severities, and "brightness +20 %" by name.
    static func suite(channels: Int) throws -> CorruptionSuite {
        let table: SeverityTable = channels == 1 ? .mnistC : .cifar10C
        let base: CorruptionSuite = channels == 1 ? .mnistCLevels : .cifar10C
        let brighter = try [CorruptionKind.brightnessPlus20, .brightnessTimes120].map {
            try Corruption($0, table: table)
        }
        return CorruptionSuite(
            name: "\(base.name), and brightness +20 %", corruptions: base.corruptions + brighter)
    }
}
