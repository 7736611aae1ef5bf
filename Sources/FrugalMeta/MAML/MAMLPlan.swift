import Foundation
import FrugalNN

/// A training of MAML in two stages, the second beginning where the first ended.
///
/// The first stage has many ways and one inner step. Where the classifier begins at zero, that step makes a classifier of
/// the support's features and cannot yet move them: the gradient with respect to them is zero. The step reaches for the
/// head alone, then, and the stage costs no more than metric learning and gives the features most of what they will have.
/// The second stage takes the ways, shots and inner steps that will be tested.
public struct MAMLPlan: Codable, Sendable, Equatable {
    /// What the features are learned by.
    public var features: MAMLRecipe
    /// What begins with those features, and with the inner rates, and gives the learner.
    public var tuning: MAMLRecipe

    /// A plan of two stages.
    public init(features: MAMLRecipe, tuning: MAMLRecipe) {
        self.features = features
        self.tuning = tuning
    }

    /// Minutes on one core.
    public static func quick(for shape: EpisodeShape) -> MAMLPlan {
        MAMLPlan(features: features(iterations: 1500), tuning: tuning(for: shape, iterations: 200))
    }

    /// What it takes to come near the published figures.
    public static func full(for shape: EpisodeShape) -> MAMLPlan {
        MAMLPlan(features: features(iterations: 12_000), tuning: tuning(for: shape, iterations: 3000))
    }

    private static func features(iterations: Int) -> MAMLRecipe {
        var recipe = MAMLRecipe(
            inner: InnerLoop(steps: 1, rate: 1, rates: .perStep, reach: .head),
            schedule: MetaSchedule(
                shape: EpisodeShape(way: 20, shot: 1, queries: 5), metaBatch: 1, iterations: iterations, rate: 3e-3,
                finalRate: 1e-5, validationEvery: max(100, iterations / 10), validationEpisodes: 40))
        recipe.usesBFloat16 = true
        return recipe
    }

    private static func tuning(for shape: EpisodeShape, iterations: Int) -> MAMLRecipe {
        MAMLRecipe(
            inner: InnerLoop(steps: 2, rate: 0.1, rates: .perStep),
            schedule: MetaSchedule(
                shape: EpisodeShape(way: shape.way, shots: shape.shots, queries: 5), metaBatch: shape.way > 10 ? 1 : 4,
                iterations: iterations, rate: 1e-3, finalRate: 1e-5, validationEvery: max(50, iterations / 10),
                validationEpisodes: 100))
    }

    /// Trains stage after stage.
    /// - Parameters:
    ///   - folder: where the stages have their checkpoints, from which the same call goes on; nil writes nothing.
    ///   - threads: how many tasks are worked on at once; the result does not depend on it.
    ///   - shouldStop: asked before every outer step.
    ///   - progress: told of every look at the validation classes, and in which stage.
    /// - Returns: the learner of the last stage that did best on the validation classes; it serves tasks of that stage's
    ///   number of classes.
    /// - Throws: ``FrugalError`` where the classes do not fit the tasks, where the folder holds another training, and of
    ///   kind `interrupted` after `shouldStop`.
    public func train(
        on train: ClassPool, validatedOn validation: ClassPool, seed: UInt64, in folder: URL? = nil, threads: Int = 1,
        shouldStop: () -> Bool = { false }, progress: (_ stage: Int, MetaProgress) throws -> Void = { _, _ in }
    ) throws -> MAML<Conv4> {
        let first = try features.train(
            on: train, validatedOn: validation, seed: seed,
            checkpoint: folder?.appendingPathComponent("maml-features.safetensors"), threads: threads,
            shouldStop: shouldStop
        ) { try progress(1, $0) }
        return try tuning.train(
            on: train, validatedOn: validation, beginningWith: first, seed: seed,
            checkpoint: folder?.appendingPathComponent("maml.safetensors"), threads: threads, shouldStop: shouldStop
        ) { try progress(2, $0) }
    }
}
