import Foundation
import FrugalNN
import FrugalTensor
import FrugalTrack

/// MAML in the Omniglot table: the features of a Prototypical Network, trained on for each column.
struct OmniglotMAML: Codable, Sendable {
    /// The tasks of a column and how MAML is trained for them.
    struct Column: Codable, Sendable {
        var shape: EpisodeShape
        var recipe: MAMLRecipe
    }

    /// The network whose features MAML's begin as, seed by seed.
    var start: OmniglotNetwork
    /// The columns.
    var columns: [Column]

    init(_ shapes: [EpisodeShape], iterations: Int, from start: OmniglotNetwork) {
        self.start = start
        columns = shapes.map { Column(shape: $0, recipe: .afterPrototypes(for: $0, iterations: iterations)) }
    }

    /// The name of a column's files.
    static func key(_ shape: EpisodeShape, seed: UInt64) -> String {
        "maml-\(shape.way)-way-\(shape.shots.lowerBound)-shot-seed\(seed)"
    }

    /// Trains MAML for a column, or reads back what an earlier process trained.
    /// - Throws: ``FrugalError`` of kind `interrupted` where it was stopped, and what training throws.
    func trained(
        _ column: Column, on pools: OmniglotPools, seed: UInt64, in context: ExperimentContext
    ) throws -> MAML<Conv4> {
        guard let features = try start.trained(on: pools, seed: seed, in: context).model.embedding as? ConvFeatures
        else {
            throw FrugalError(
                .usage, start.method, "its embedding is not made of convolution blocks, as MAML's features are",
                remedy: "begin with a network of convolution blocks")
        }
        let (recipe, name) = (column.recipe, Self.key(column.shape, seed: seed))
        return try recipe.train(
            on: pools.training, validatedOn: pools.validation,
            beginningWith: recipe.learner(around: features, pictures: pools.training.pictureShape, seed: seed),
            seed: seed, checkpoint: context.folder.file("\(name).safetensors"), threads: Engine.threads,
            shouldStop: context.shouldStop
        ) { look in
            let best = "\(Humanise.percent(look.accuracy, decimals: 2)) on validation"
            context.progress(name, look.iteration, recipe.schedule.iterations, best)
        }
    }
}

/// The two scores of MAML on a column.
struct MAMLScore: Codable {
    /// Queries normalised by their own batch, as published.
    var transductive: TaskScore
    /// Queries normalised by the statistics of the support alone.
    var inductive: TaskScore

    /// Tasks worked on between two looks at whether to stop.
    private static let block = 20

    init(
        _ learner: MAML<Conv4>, shape: EpisodeShape, of pool: ClassPool, named name: String,
        in context: ExperimentContext
    ) throws {
        let (sampler, episodes) = (try OmniglotTable.sampler(shape, of: pool), OmniglotTable.episodes)
        var (transductive, inductive) = (EpisodeTally(), EpisodeTally())
        for first in stride(from: 0, to: episodes, by: Self.block) {
            try context.checkpoint()
            let tasks = (first..<min(first + Self.block, episodes)).map(sampler.episode)
            let answers = try TaskThreads.map(tasks.count, threads: Engine.threads) { index in
                try learner.logits(FewShotTask(tasks[index], of: pool), by: [.transductive, .support])
            }
            for (task, logits) in zip(tasks, answers) {
                transductive.note(logits[0], of: task)
                inductive.note(logits[1], of: task)
            }
            context.progress("\(name), test", first + tasks.count, episodes, nil)
        }
        self.transductive = TaskScore(transductive.score, of: sampler, isTransductive: true)
        self.inductive = TaskScore(inductive.score, of: sampler, isTransductive: false)
    }
}
