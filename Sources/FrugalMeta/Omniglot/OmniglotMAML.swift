import Foundation
import FrugalNN
import FrugalTensor
import FrugalTrack

/// MAML in the Omniglot table: one set of features a seed, tuned for each column.
struct OmniglotMAML: Codable, Sendable {
    /// The tasks of a column and how MAML is trained for them.
    struct Column: Codable, Sendable {
        var shape: EpisodeShape
        var plan: MAMLPlan
    }

    /// The network whose features MAML's begin as, seed by seed.
    var start: OmniglotNetwork
    /// The columns.
    var columns: [Column]

    init(_ scale: Reproduction.Scale, from start: OmniglotNetwork) {
        self.start = start
        columns = OmniglotTable.columns.map { shape in
            Column(shape: shape, plan: scale == .quick ? .quick(for: shape) : .full(for: shape))
        }
    }

    /// The name of a column's files.
    static func key(_ shape: EpisodeShape, seed: UInt64) -> String {
        "maml-\(shape.way)-way-\(shape.shots.lowerBound)-shot-seed\(seed)"
    }

    /// Trains MAML for a column, or reads back what an earlier process trained. All columns of a seed begin with the same
    /// features, which themselves begin as those of ``start``.
    /// - Throws: ``FrugalError`` of kind `interrupted` where it was stopped, and what training throws.
    func trained(
        _ column: Column, on pools: OmniglotPools, seed: UInt64, in context: ExperimentContext
    ) throws -> MAML<Conv4> {
        func train(_ recipe: MAMLRecipe, from other: MAML<Conv4>?, named name: String) throws -> MAML<Conv4> {
            try recipe.train(
                on: pools.training, validatedOn: pools.validation, beginningWith: other, seed: seed,
                checkpoint: context.folder.file("\(name).safetensors"), threads: Engine.threads,
                shouldStop: context.shouldStop
            ) { look in
                let best = "\(Humanise.percent(look.accuracy, decimals: 2)) on validation"
                context.progress(name, look.iteration, recipe.schedule.iterations, best)
            }
        }
        guard let embedding = try start.trained(on: pools, seed: seed, in: context).model.embedding as? ConvFeatures
        else {
            throw FrugalError(
                .usage, start.method, "its embedding is not made of convolution blocks, as MAML's features are",
                remedy: "begin with a network of convolution blocks")
        }
        let features = try train(
            column.plan.features,
            from: column.plan.features.learner(pictures: pools.training.pictureShape, around: embedding, seed: seed),
            named: "maml-features-seed\(seed)")
        return try train(column.plan.tuning, from: features, named: Self.key(column.shape, seed: seed))
    }
}

/// The two scores of MAML on a column.
struct MAMLScore: Codable {
    /// Queries normalised by their own batch, as published.
    var transductive: OmniglotScore
    /// Queries normalised by the statistics of the support alone.
    var inductive: OmniglotScore

    init(
        _ learner: MAML<Conv4>, shape: EpisodeShape, of pool: ClassPool, named name: String,
        in context: ExperimentContext
    ) throws {
        func score(_ statistics: QueryStatistics) throws -> OmniglotScore {
            var learner = learner
            learner.inner.statistics = statistics
            return try OmniglotScore(
                learner, columns: [shape], of: pool, named: "\(name), \(statistics.rawValue)", in: context)
        }
        transductive = try score(.transductive)
        inductive = try score(.support)
    }
}
