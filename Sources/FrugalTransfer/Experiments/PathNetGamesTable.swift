import FrugalTrack

/// What the seeds of ``PathNetGames`` say together.
struct PathNetGamesTable {
    /// A pair of games and its seeds.
    struct Found {
        var pair: GamePairTrial.Pair
        var ground: PathNetGames.Ground
        var outcomes: [GamePairTrial.Outcome]
    }

    let found: [Found]
    let settings: PathNetGames.Settings

    func reproduction(_ experiment: PathNetGames, _ context: ExperimentContext) -> Reproduction {
        Reproduction(
            id: experiment.id, title: experiment.title, scale: context.scale,
            scaledDown: context.scale == .quick
                ? [
                    "\(Humanise.count(settings.recipe.frames)) frames a game in place of 3 M",
                    "fine-tuning tried with rates alone, on one seed",
                ] : [],
            protocolLines: protocolLines, seeds: context.seeds, rows: found.flatMap(rows),
            illustrations: found.flatMap { [curves($0), paths($0)] }, ledger: LedgerRecord())
    }

    private typealias Condition = KeyPath<GamePairTrial.Outcome, GamePairTrial.Learned>

    private static var conditions: [(name: String, part: Condition)] {
        [
            ("de novo", \.deNovo), ("de novo at fine-tuning's settings", \.deNovoTuned),
            ("fine-tuning", \.fineTuned), ("PathNet", \.pathNet),
        ]
    }

    private func rows(_ found: Found) -> [ReproductionRow] {
        let areas = Self.conditions.map { condition in
            let areas = found.outcomes.map { $0[keyPath: condition.part].area }
            let interval = Bootstrap(areas)
            return ReproductionRow(
                "\(found.pair.name): \(condition.name)", unit: "return, mean of training", values: areas,
                note: "95 % interval \(text(interval)); a random player has \(Humanise.fixed(found.ground.random, 2))")
        }
        return areas + [speedUp(found, "fine-tuning", \.fineTuned), speedUp(found, "PathNet", \.pathNet), reuse(found)]
    }

    /// The area above a random player's by that of de novo: above 1 is faster.
    private func speedUp(
        _ found: Found, _ name: String, _ part: Condition
    ) -> ReproductionRow {
        let random = found.ground.random
        let base = SampleSummary(found.outcomes.map { $0.deNovo.area - random }).mean
        let ratios = found.outcomes.map { ($0[keyPath: part].area - random) / base }
        let differences = Bootstrap(found.outcomes.map { $0[keyPath: part].area - $0.deNovo.area })
        let said =
            differences.low > 0
            ? "\(name) is faster" : differences.high < 0 ? "\(name) is slower" : "no difference can be claimed"
        let published = name == "PathNet" ? 1.33 : 1.16
        let doubt = name == "PathNet" ? "" : ", the other has 1.00"
        return ReproductionRow(
            "\(found.pair.name): \(name) by de novo", unit: "ratio of areas", values: ratios,
            published: Published(
                published, source: "Fernando et al. 2017, Atari, by a secondary source\(doubt)", isConfirmed: false),
            note: "areas above a random player's, each seed's by the mean of de novo; paired difference of the areas "
                + "\(text(differences)): \(said)", isComparable: false)
    }

    private func reuse(_ found: Found) -> ReproductionRow {
        let modules = settings.recipe.shape.modules
        let pairs = found.outcomes.map { ($0.evolved.path, $0.pathNet.path) }
        let chance = pairs.map { Genome.chanceOverlap($0.0, $0.1, modules: modules) }
        let overwritten = found.outcomes.map { Double($0.pathNet.replacements) / Double(max(1, $0.pathNet.judgements)) }
        return ReproductionRow(
            "\(found.pair.name): frozen modules that the best path names again", unit: "modules",
            values: pairs.map { Double(Genome.overlap($0.0, $0.1)) },
            note:
                "chance would give \(Humanise.fixed(SampleSummary(chance).mean, 2)); frozen modules are on in any case; "
                + "\(Humanise.percent(SampleSummary(overwritten).mean, decimals: 0)) of the judged paths were overwritten"
        )
    }

    private func text(_ interval: Bootstrap) -> String {
        "\(Humanise.fixed(interval.low, 2)) to \(Humanise.fixed(interval.high, 2))"
    }

    private func curves(_ found: Found) -> Illustration {
        let step = Double(settings.recipe.frames) / 1000 / Double(GamePairTrial.bins)
        return .lines(
            "\(found.pair.name): the second game", x: "thousand frames", y: "mean return of ended episodes",
            series: Self.conditions.map { condition in
                let curves = found.outcomes.map { $0[keyPath: condition.part].curve }
                return Illustration.Series(
                    condition.name, x: (0..<GamePairTrial.bins).map { (Double($0) + 0.5) * step },
                    y: (0..<GamePairTrial.bins).map { bin in SampleSummary(curves.map { $0[bin] }).mean })
            }, marks: [Illustration.Mark("random player", found.ground.random, isVertical: false)],
            caption: "Means over \(found.outcomes.count) seeds.")
    }

    /// Rows of modules of the first seed: 1 for one that the first game froze, 2 for one of the second's path, 3 for both.
    private func paths(_ found: Found) -> Illustration {
        let shape = settings.recipe.shape
        let first = found.outcomes.first
        return .matrix(
            "\(found.pair.name): paths", columns: "module", rows: "layer",
            series: shape.layers.indices.map { layer in
                Illustration.Series(
                    "layer \(layer + 1)", x: (1...shape.modules).map(Double.init),
                    y: (0..<shape.modules).map { module in
                        let isFrozen = first?.evolved.path[layer].contains(module) ?? false
                        let isUsed = first?.pathNet.path[layer].contains(module) ?? false
                        return (isFrozen ? 1 : 0) + (isUsed ? 2 : 0)
                    })
            },
            caption:
                "Seed by seed paths differ; this is the first one's. 1: frozen after the first game and on ever since; 2: in "
                + "the best path of the second; 3: both.")
    }

    private var protocolLines: [String] {
        let recipe = settings.recipe
        let tried = found.map { found in
            let areas = zip(settings.tunings, found.ground.areas).map { tuning, areas in
                "\(tuning.learningRate)/\(tuning.entropyCost): \(Humanise.fixed(SampleSummary(areas).mean, 2))"
            }
            return "\(found.pair.name) \(areas.joined(separator: ", "))"
        }
        return [
            "native games as pictures of 40 x 40, \(recipe.shape.frames) stacked; L = \(recipe.shape.layers.count), M = "
                + "\(recipe.shape.modules), N = \(recipe.shape.genes): eight kernels of 8, 4 and 3 pixels by 4, 2 and 1, then 50 units "
                + "a module; sums, in the last layer averages; a readout for each task",
            "\(recipe.workers) workers in step (the paper's are asynchronous), each with a path of its own, all of them learn the same modules "
                + "by proximal policy optimisation (where the paper has A3C): \(recipe.method.steps) steps, \(recipe.method.epochs) "
                + "epochs of \(recipe.method.batches) batches, Adam at \(recipe.method.learningRate), entropy cost "
                + "\(recipe.method.weights.entropy)",
            "a path is judged by the mean return of \(recipe.episodes) episodes and meets \(recipe.rivals) others as soon as it has "
                + "them; the frozen path is on in every path of the second game, all else begins anew",
            "de novo and fine-tuning have a fixed path of \(recipe.shape.genes) modules a layer; fine-tuning goes on with a new "
                + "readout at the best rate and entropy cost by seeds of their own (areas by rate/cost: "
                + tried.joined(separator: "; ") + ")",
            "the area is the mean of \(GamePairTrial.bins) parts of the training, each the mean return of the episodes that ended in "
                + "it; \(Humanise.count(recipe.frames)) frames a game",
            "the published ratios are of Atari games and quoted by secondary sources that disagree about fine-tuning: unconfirmed, so "
                + "that they stand beside ours and are not held against them",
            "intervals are bootstraps over \(found.first?.outcomes.count ?? 0) seeds: of so few they are too narrow",
        ]
    }
}
