import FrugalNN
import FrugalTensor

extension MAMLRecipe {
    /// Settings for features that Prototypical Networks have learned already.
    ///
    /// The classifier begins at the class means, where those features are worth most, and small steps move the whole
    /// network from there. From a classifier of zeros the same features need twenty steps of the classifier to come as far.
    public static func afterPrototypes(for shape: EpisodeShape, iterations: Int) -> MAMLRecipe {
        var recipe = MAMLRecipe(
            inner: InnerLoop(steps: 2, rate: 0.01, rates: .perStep),
            schedule: MetaSchedule(
                shape: EpisodeShape(way: shape.way, shots: shape.shots, queries: 5), metaBatch: shape.way > 10 ? 1 : 4,
                iterations: iterations, rate: 3e-4, finalRate: 1e-5, validationEvery: max(10, iterations / 4),
                validationEpisodes: 100))
        recipe.head = .prototypes
        return recipe
    }

    /// A learner with these features, before training.
    func learner(around features: ConvFeatures, pictures shape: [Int], seed: UInt64) -> MAML<Conv4> {
        var random = RandomStream(seed: seed).named("weights")
        var learner = learner(pictures: shape, using: &random)
        learner.model.backbone = features
        return learner
    }
}
