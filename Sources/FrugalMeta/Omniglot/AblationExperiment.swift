import FrugalNN
import FrugalTensor
import FrugalTrack

/// What each part of Matching Networks is worth on Omniglot: the temperature, full context embeddings, fine-tuning on the
/// support, the width of the embedding.
public struct AblationExperiment: Experiment {
    /// The name that `frugal reproduce` takes.
    public let id = "matching-ablation"
    /// What it is, in a line.
    public let title = "Matching Networks on Omniglot: temperature, full context, fine-tuning, width"
    /// The data sets it reads.
    public let dataSets = ["omniglot"]

    /// The experiment.
    public init() {}

    /// The resolved settings at a scale.
    public func recipe(_ scale: Reproduction.Scale) throws -> JSONValue {
        try TrackJSON.value(of: AblationRecipe(scale))
    }

    /// Trains all variants, then reads the test classes once.
    /// - Throws: `DataError` for missing data, ``FrugalError`` of kind `interrupted` where it was stopped.
    public func run(_ context: ExperimentContext) throws -> Reproduction {
        let recipe = AblationRecipe(context.scale)
        let pools = try OmniglotPools(context)
        for seed in context.seeds {
            for variant in recipe.variants { _ = try variant.trained(on: pools, seed: seed, in: context) }
        }
        var result = Reproduction(
            id: id, title: title, scale: context.scale, scaledDown: recipe.scaledDown,
            protocolLines: OmniglotPools.protocolLines + [
                "support order for full context: class by class as the task was drawn",
                "fine-tuning: 5 steps of gradient descent at 0.01 on shifted support pictures, each task anew",
            ], seeds: context.seeds)
        try context.folder.update { $0.testReads = max(1, $0.testReads) }
        for variant in recipe.variants { result.rows += try columns(of: variant, pools, context) }
        result.rows += try fineTuned(recipe, pools, context)
        for variant in [recipe.variants[0]] + recipe.variants.filter(\.readsWholeSupport) {
            result.rows += try largeSupports(variant, recipe, pools, context)
        }
        return result
    }

    /// The four columns of the table for a variant, with what it costs.
    private func columns(
        of variant: OmniglotNetwork, _ pools: OmniglotPools, _ context: ExperimentContext
    ) throws -> [ReproductionRow] {
        var seconds: [Double] = []
        let scores = try context.seeds.map { seed in
            let trained = try variant.trained(on: pools, seed: seed, in: context)
            seconds.append(trained.state.seconds)
            return try context.part("\(variant.key)-seed\(seed)-test") {
                try OmniglotScore(
                    trained.model, columns: variant.columns, of: pools.test, named: "\(variant.key)-seed\(seed)",
                    in: context)
            }
        }
        let model = try variant.recipe.network(pictures: [1, 28, 28], seed: 1)
        let operations = CostLedger.measure { _ = model.embedding(.zeros([1, 1, 28, 28]), .evaluation) }.cost
            .multiplyAdds
        return OmniglotExperiment.rows(
            variant.method, scores: scores, columns: variant.columns, aim: .higher,
            note: "\(Humanise.count(model.parameterCount)) parameters, \(Humanise.count(operations)) multiply-adds an "
                + "embedding, \(Humanise.duration(SampleSummary(seconds).mean)) of training")
    }

    /// The first variant, fine-tuned on each task's support.
    private func fineTuned(
        _ recipe: AblationRecipe, _ pools: OmniglotPools, _ context: ExperimentContext
    ) throws -> [ReproductionRow] {
        let name = "fine-tuned on the support"
        let scores = try context.seeds.map { seed in
            try context.part("fine-tuned-seed\(seed)-test") {
                let model = try recipe.variants[0].trained(on: pools, seed: seed, in: context).model
                return try OmniglotScore(
                    FineTunedNetwork(model), columns: OmniglotTable.columns, of: pools.test,
                    episodes: recipe.tunedEpisodes, named: "fine-tuned-seed\(seed)", in: context)
            }
        }
        return OmniglotExperiment.rows(
            name, scores: scores, columns: OmniglotTable.columns, aim: .higher,
            note: "\(recipe.tunedEpisodes) episodes; the network is \"\(recipe.variants[0].method)\"")
    }

    /// Supports of 25, 100 and 1,000 pictures, which training never saw.
    private func largeSupports(
        _ variant: OmniglotNetwork, _ recipe: AblationRecipe, _ pools: OmniglotPools, _ context: ExperimentContext
    ) throws -> [ReproductionRow] {
        let scores = try context.seeds.map { seed in
            try context.part("\(variant.key)-seed\(seed)-large") {
                let model = try variant.trained(on: pools, seed: seed, in: context).model
                return try OmniglotScore(
                    model, columns: recipe.largeSupports, of: pools.test, episodes: recipe.largeEpisodes,
                    named: "\(variant.key)-seed\(seed)-large", in: context)
            }
        }
        return recipe.largeSupports.flatMap { shape in
            OmniglotExperiment.rows(
                "\(variant.method), support of \(shape.way * shape.shots.lowerBound)", scores: scores, columns: [shape],
                aim: .higher, note: "\(recipe.largeEpisodes) episodes; trained on supports of 60")
        }
    }
}
