import FrugalTensor
import FrugalTrack

/// The report's Figure 6: accuracy on MNIST over the operations that a spiking 784-1200-1200-10 has spent, for more
/// than a hundred settings, beside the same network without spikes (Neil, Pfeiffer and Liu 2016).
public struct Figure6Experiment: Experiment {
    /// The name that `frugal reproduce` takes.
    public let id = "figure6"
    /// What it is, in a line.
    public let title = "Accuracy over operations on MNIST: spiking networks beside an ordinary one"
    /// The data set it reads.
    public let dataSets = ["mnist"]
    /// Settings in place of those of the scale, for tests and studies; nil otherwise.
    var settings: Figure6Recipe?

    /// The experiment.
    public init() {}

    /// The resolved settings at a scale.
    public func recipe(_ scale: Reproduction.Scale) throws -> JSONValue { try TrackJSON.value(of: figure(scale)) }

    private func figure(_ scale: Reproduction.Scale) -> Figure6Recipe { settings ?? Figure6Recipe(scale) }

    /// Trains the networks, chooses a setting on validation pictures, then reads the test pictures once for all curves.
    /// - Throws: `DataError` for missing data, ``FrugalError`` of kind `interrupted` where it was stopped.
    public func run(_ context: ExperimentContext) throws -> Reproduction {
        let recipe = figure(context.scale)
        let folder = try context.dataFolder("mnist")
        var results: [Figure6Result] = []
        for seed in context.seeds {
            let digits = try DigitParts(in: folder, seed: seed)
            let networks = try recipe.networks.map { try Figure6Network($0, on: digits, seed: seed, in: context) }
            func curves(_ part: String, _ data: SpikingExamples) throws -> [Figure6Curve] {
                try networks.flatMap { network in
                    try Figure6Curve.all(
                        of: network, recipe, on: data, digits: digits, seed: seed,
                        named: "\(part)-\(network.recipe.fileName)-seed\(seed)", in: context)
                }
            }
            let validation = try curves("validation", digits.validation)
            guard let chosen = recipe.choice(among: validation) else {
                throw FrugalError(.usage, id, "the recipe has no settings", remedy: "give networks and presentations")
            }
            context.say("chosen on validation: \(validation[chosen].setting.name)")
            try context.folder.update { $0.testReads = max(1, $0.testReads) }
            let test = try digits.test()
            let curvesOnTest = try curves("test", test)
            results.append(
                try context.part("references-seed\(seed)") {
                    let bits = Self.bits(ofSteps: validation[chosen].curve.points.count)
                    return Figure6Result(
                        curves: curvesOnTest, chosen: chosen,
                        references: try networks.flatMap {
                            [try $0.reference(test), try $0.reference(test, bits: bits)]
                        })
                })
        }
        return reproduction(context, recipe, results)
    }

    /// The bits that say as much as so many steps: `ceil(log2(T + 1))` (Yan, Bai and Wong 2024).
    static func bits(ofSteps steps: Int) -> Int { Int.bitWidth - steps.leadingZeroBitCount }

    private func reproduction(
        _ context: ExperimentContext, _ recipe: Figure6Recipe, _ results: [Figure6Result]
    ) -> Reproduction {
        Reproduction(
            id: id, title: title, scale: context.scale,
            scaledDown: context.scale == .quick
                ? ["one seed, and \(recipe.networks.first?.epochs ?? 0) epochs of training instead of 30"] : [],
            protocolLines: protocolLines(recipe, results), seeds: context.seeds,
            rows: Figure6Rows(recipe, results).rows,
            illustrations: results.prefix(1).map { $0.illustration(recipe) },
            ledger: results.first?.best.curve.ledger.record(parameters: 784 * 1200 + 1200 * 1200 + 1200 * 10)
                ?? LedgerRecord())
    }

    private func protocolLines(_ recipe: Figure6Recipe, _ results: [Figure6Result]) -> [String] {
        let count = recipe.networks.reduce(0) { $0 + recipe.settings(of: $1).count }
        return [
            "784-1200-1200-10 without biases on MNIST; 55,000 pictures to train on, 5,000 to choose on, the test set of "
                + "10,000 read once, for all curves, after the choice",
            "an operation is an addition that a spike caused, or a multiply-add; the layer that the input reaches "
                + "counts; operations of a step are the mean over all pictures",
            "\(count) settings, fixed beforehand: networks (\(recipe.networks.map(\.name).joined(separator: "; "))) x "
                + "input codings x normalisations x thresholds x resets; each curve has a point a step",
            "the setting was chosen on validation as the fewest operations that keep "
                + "\(Humanise.percent(recipe.target + recipe.margin)), then read on the test set at "
                + Humanise.percent(recipe.target),
            "training of all networks but the plain one moves pictures by up to one pixel; the lines of the figure "
                + "are those of the plain network",
            "the figure has the curves of the first seed; those of all seeds, with every layer's operations, are in "
                + "test-*.json in the run's folder",
        ] + (results.first.map(Figure6Rows.energyLines) ?? [])
    }
}
