import FrugalTrack

/// What the pairs of ``PathNetPicturesExperiment`` say.
struct PathNetPicturesTable {
    /// A rate of fine-tuning and what it reached on pictures that were held out.
    struct Tuned: Codable, Sendable {
        var rate: Double
        var accuracies: [Double]

        var mean: Double { accuracies.reduce(0, +) / Double(max(1, accuracies.count)) }
    }

    /// A pair that was run.
    struct Pair: Sendable {
        let pair: PicturePair
        let outcomes: [PathNetTrial.Outcome]
        let tuned: [Tuned]
        let rate: Double
    }

    let settings: PathNetPicturesExperiment.Settings
    let pairs: [Pair]

    private typealias Condition = PathNetTrial.Condition
    private static let unit = "% accuracy"
    private static let source = "Fernando et al. 2017, section 3.2, by two secondary sources"
    /// The published accuracies after 500 generations: learned first, and learned second.
    private static let published: [PicturePair.Source: (first: Double, second: Double)] = [
        .svhn: (25.5, 35.7), .cifar: (35.3, 39.8),
    ]

    /// Generations after which test pictures are answered besides: a fifth and a half of all.
    static func looks(_ recipe: PathNetRecipe) -> [Int] { [recipe.limit / 5, recipe.limit / 2] }

    func reproduction(_ experiment: PathNetPicturesExperiment, _ context: ExperimentContext) -> Reproduction {
        let isQuick = context.scale == .quick
        return Reproduction(
            id: experiment.id, title: experiment.title, scale: context.scale,
            scaledDown: isQuick
                ? [
                    "\(settings.recipe.limit) generations in place of 500",
                    "\(context.seeds.count) seeds in place of 10",
                    "the rate of fine-tuning chosen by one seed in place of three",
                ] : [],
            protocolLines: protocolLines, seeds: context.seeds,
            rows: settings.pairs.flatMap { pair in
                pairs.first { $0.pair == pair }.map { rows($0, isQuick: isQuick) } ?? missing(pair)
            },
            illustrations: pairs.compactMap { pair in
                guard let seed = context.seeds.first, let outcome = pair.outcomes.first else { return nil }
                return outcome.paths(
                    settings.recipe, seed: seed, from: pair.pair.first.rawValue, to: pair.pair.second.rawValue)
            },
            ledger: LedgerRecord(parameters: pairs.first?.outcomes.first?.frozenParameters))
    }

    private func accuracies(_ pair: Pair, _ condition: Condition) -> [Double] {
        pair.outcomes.compactMap { $0.conditions[condition.rawValue].map { 100 * $0.testAccuracy } }
    }

    /// The conditions; what a population of paths in a fresh network learns is the task learned first.
    private func rows(_ pair: Pair, isQuick: Bool) -> [ReproductionRow] {
        let isPaper = Set([pair.pair.first, pair.pair.second]) == [.cifar, .svhn]
        return Condition.allCases.map { condition in
            let published = Self.published[pair.pair.second].flatMap { published -> Double? in
                switch condition {
                case .deNovoEvolved: published.first
                case .pathNet: isPaper ? published.second : nil
                default: nil
                }
            }
            return ReproductionRow(
                "\(pair.pair.title): \(condition.rawValue)", unit: Self.unit, values: accuracies(pair, condition),
                published: published.map { Published($0, source: Self.source) },
                note: note(pair, condition, isQuick: isQuick && published != nil), isComparable: !isQuick)
        } + [.deNovoEvolved, .deNovo, .fineTuning, .randomPath].map { claim(pair, beside: $0) } + [reuse(pair)]
    }

    private func note(_ pair: Pair, _ condition: Condition, isQuick: Bool) -> String {
        let looks = Self.looks(settings.recipe).map { look -> String in
            let values = pair.outcomes.compactMap { $0.conditions[condition.rawValue]?.testAccuracies[look] }
            return "\(Humanise.fixed(100 * SampleSummary(values).mean, 2)) after \(look)"
        }
        return "test accuracy: " + looks.joined(separator: ", ") + " generations"
            + (isQuick ? "; published after 500 generations, so not comparable" : "")
    }

    /// Paired differences; those under two standard errors are ties.
    private func claim(_ pair: Pair, beside other: Condition) -> ReproductionRow {
        let differences = zip(accuracies(pair, .pathNet), accuracies(pair, other)).map { $0 - $1 }
        let summary = SampleSummary(differences)
        let said =
            abs(summary.mean) > 2 * summary.standardError
            ? (summary.mean > 0 ? "PathNet is better" : "PathNet is worse") : "a tie"
        let error = summary.standardError.isFinite ? Humanise.fixed(summary.standardError, 2) : "unknown"
        return ReproductionRow(
            "\(pair.pair.title): PathNet minus \(other.rawValue), paired", unit: "points", values: differences,
            note: "standard error \(error): \(said)")
    }

    private func reuse(_ pair: Pair) -> ReproductionRow {
        let chance = SampleSummary(pair.outcomes.map(\.reusedByChance)).mean
        return ReproductionRow(
            "\(pair.pair.title): frozen modules that PathNet uses again", unit: "modules",
            values: pair.outcomes.map { Double($0.reused) }, note: "chance would give \(Humanise.fixed(chance, 2))")
    }

    /// What a pair would be held against whose data are not there.
    private func missing(_ pair: PicturePair) -> [ReproductionRow] {
        let note =
            "not comparable: data not found; 'frugal data get svhn' fetches train_32x32.mat and test_32x32.mat from "
            + "http://ufldl.stanford.edu/housenumbers/"
        return [Condition.pathNet, .deNovoEvolved].map { condition in
            let published = Self.published[pair.second].map { condition == .pathNet ? $0.second : $0.first }
            return ReproductionRow(
                "\(pair.title): \(condition.rawValue)", unit: Self.unit, values: [],
                published: published.map { Published($0, source: Self.source) }, note: note, isComparable: false)
        }
    }

    private var protocolLines: [String] {
        let recipe = settings.recipe
        let shape = recipe.shape
        let rates = pairs.map { "\($0.pair.title) \($0.rate)" }.joined(separator: ", ")
        return [
            "L = \(shape.layers), M = \(shape.modules), N = \(shape.genes), \(shape.neurons) neurons a module, the last "
                + "aggregation an average; pictures of 32 x 32 in three colours as \(shape.inputs) numbers from 0 to "
                + "\(Humanise.fixed(recipe.scale, 0)); Fashion-MNIST in the middle of black, in three equal colours",
            "a generation trains two paths for \(recipe.steps) steps of \(recipe.batch) pictures by plain gradient descent at "
                + "\(recipe.rate), which the paper does not give; a fixed path gets as many; \(recipe.limit) generations, "
                + "population \(recipe.population)",
            "accuracy on all test pictures, of the path that won the last tournament; the paper does not say whether its figures "
                + "are of training or test pictures",
            "a task learned first is \"\(Condition.deNovoEvolved.rawValue)\": a fresh network and no frozen path",
            "fine-tuning goes on with a fixed path and a new readout, at the rate of \(settings.fineTuningRates) that is best "
                + "on \(settings.heldOut) training pictures that were held out, by other seeds: \(rates)",
            "the readout has ten answers whatever the task has; animals and vehicles are six and four classes of CIFAR-10",
            "the conditions of a seed with a frozen path share the first task and the second population",
        ]
    }
}
