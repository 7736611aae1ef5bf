import FrugalTrack

/// The Omniglot table of few-shot learning: a baseline without learning, Matching Networks, Prototypical Networks and MAML
/// on the split of Vinyals et al. 2016.
public struct OmniglotExperiment: Experiment {
    /// The name that `frugal reproduce` takes.
    public let id = "omniglot"
    /// What it is, in a line.
    public let title = "One-shot learning on Omniglot: Matching Networks, Prototypical Networks, MAML"
    /// The data sets it reads.
    public let dataSets = ["omniglot"]

    /// The experiment.
    public init() {}

    /// The resolved settings at a scale.
    public func recipe(_ scale: Reproduction.Scale) throws -> JSONValue {
        try TrackJSON.value(of: OmniglotRecipe(scale))
    }

    /// Trains all networks, then reads the test classes once.
    /// - Throws: `DataError` for missing data, ``FrugalError`` of kind `interrupted` where it was stopped.
    public func run(_ context: ExperimentContext) throws -> Reproduction {
        let recipe = OmniglotRecipe(context.scale)
        let pools = try OmniglotPools(context)
        try train(recipe, pools, context)
        var result = Reproduction(
            id: id, title: title, scale: context.scale, scaledDown: recipe.scaledDown,
            protocolLines: OmniglotPools.protocolLines, seeds: context.seeds)
        try context.folder.update { $0.testReads = max(1, $0.testReads) }
        result.rows = try baselineRows(pools, context)
        for network in recipe.networks { result.rows += try rows(of: network, pools, context) }
        for column in recipe.maml.columns { result.rows += try rows(of: column, recipe.maml, pools, context) }
        result.rows.sort { Self.place($0) < Self.place($1) }
        return result
    }

    /// Trains everything whose test has not been taken yet, so that the test classes are read after all training.
    private func train(_ recipe: OmniglotRecipe, _ pools: OmniglotPools, _ context: ExperimentContext) throws {
        for seed in context.seeds {
            for network in recipe.networks where !context.folder.hasFinished("\(network.key)-seed\(seed)-test") {
                let state = try network.trained(on: pools, seed: seed, in: context).state
                context.say(Self.line(network, seed: seed, state))
            }
            for column in recipe.maml.columns {
                let key = OmniglotMAML.key(column.shape, seed: seed)
                guard !context.folder.hasFinished("\(key)-test") else { continue }
                _ = try recipe.maml.trained(column, on: pools, seed: seed, in: context)
                context.say("\(key): trained")
            }
        }
    }

    private static func line(_ network: OmniglotNetwork, seed: UInt64, _ state: EpisodicState) -> String {
        let accuracy = Humanise.percent(state.best?.accuracy ?? .nan, decimals: 2)
        return
            "\(network.key), seed \(seed): \(accuracy) on validation (\(network.recipe.training.validationTask)) after "
            + Humanise.duration(state.seconds)
    }

    /// Rows are listed method by method, each in the order of the table's columns.
    private static func place(_ row: ReproductionRow) -> Int {
        let methods = ["pixels", "Matching", "Prototypical", "MAML", "inductive MAML"]
        let method = methods.firstIndex { row.name.hasPrefix($0) } ?? methods.count
        let column = OmniglotTable.columns.firstIndex { row.name.contains($0.description) } ?? 0
        return method * OmniglotTable.columns.count + column
    }

    private func baselineRows(_ pools: OmniglotPools, _ context: ExperimentContext) throws -> [ReproductionRow] {
        let method = "pixels, cosine"
        let score = try context.part("pixels-test") {
            try OmniglotScore(
                PixelBaseline(), columns: OmniglotTable.columns, of: pools.test, named: method, in: context)
        }
        return Self.rows(
            method, scores: [score], columns: OmniglotTable.columns, aim: .equal, note: "no learning, within 1 point")
    }

    private func rows(
        of network: OmniglotNetwork, _ pools: OmniglotPools, _ context: ExperimentContext
    ) throws -> [ReproductionRow] {
        let scores = try context.seeds.map { seed in
            try context.part("\(network.key)-seed\(seed)-test") {
                let model = try network.trained(on: pools, seed: seed, in: context).model
                return try OmniglotScore(
                    model, columns: network.columns, of: pools.test, named: "\(network.key)-seed\(seed)", in: context)
            }
        }
        let task = network.recipe.training.task
        return Self.rows(
            network.method, scores: scores, columns: network.columns, aim: .higher,
            note:
                "trained \(task), \(task.queries) queries, \(network.recipe.training.episodes) episodes; running BatchNorm, "
                + "not transductive")
    }

    /// The row with the published setting, and the one that no query helps.
    private func rows(
        of column: OmniglotMAML.Column, _ maml: OmniglotMAML, _ pools: OmniglotPools, _ context: ExperimentContext
    ) throws -> [ReproductionRow] {
        let scores = try context.seeds.map { seed in
            let key = OmniglotMAML.key(column.shape, seed: seed)
            return try context.part("\(key)-test") {
                let learner = try maml.trained(column, on: pools, seed: seed, in: context)
                return try MAMLScore(learner, shape: column.shape, of: pools.test, named: key, in: context)
            }
        }
        let note =
            "features begun as the \(maml.start.method)', the classifier at class means (Proto-MAML); second order, "
            + "\(column.recipe.inner.steps) inner steps of learned rates, \(column.recipe.schedule.iterations) outer ones; "
            + "BatchNorm of queries by "
        return [
            Self.row(
                "MAML", scores.map(\.transductive), column.shape, aim: .higher,
                note: note + "the query batch: transductive, as published"),
            Self.row(
                "inductive MAML", scores.map(\.inductive), column.shape, aim: .higher, note: note + "the support alone"),
        ]
    }

    /// A row for each column that was answered.
    static func rows(
        _ method: String, scores: [OmniglotScore], columns: [EpisodeShape], aim: ReproductionRow.Aim, note: String
    ) -> [ReproductionRow] {
        columns.map { column in
            row(method, scores.compactMap { $0.column(column) }, column, aim: aim, note: note)
        }
    }

    /// The row of a column.
    private static func row(
        _ method: String, _ answers: [TaskScore], _ column: EpisodeShape, aim: ReproductionRow.Aim, note: String
    ) -> ReproductionRow {
        let published = OmniglotTable.columns.firstIndex(of: column).flatMap { OmniglotTable.published(method)?[$0] }
        return ReproductionRow(
            "\(method), \(column)", unit: "% accuracy", values: answers.map(\.accuracy),
            halfWidth: answers.first?.halfWidth, published: published, aim: aim, tolerance: aim == .equal ? 1 : 0,
            note: note)
    }
}
