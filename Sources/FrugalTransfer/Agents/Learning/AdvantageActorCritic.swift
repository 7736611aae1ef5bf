import FrugalNN
import FrugalTensor

/// Synchronous advantage actor-critic (Mnih et al. 2016, section 4 and algorithm S3, with all workers in step): one gradient
/// a rollout, by n-step returns.
///
/// The optimiser is Adam where the paper has RMSprop. Advantages are normalised over the rollout, unless told otherwise: one
/// wrong value would make all that was done look good or bad. Copies that began together see rewards together, which a few
/// steps cannot learn from: ``StaggeredEnvironment`` spreads them.
public struct AdvantageActorCritic: PolicyMethod {
    /// Steps of each copy between two improvements: the n of n-step returns (the paper's t_max).
    public var steps = 5
    /// What a reward counts that comes a step later.
    public var discount = 0.99
    /// Whether advantages are brought to mean 0 and deviation 1.
    public var normalisesAdvantages = true
    /// How the losses are weighed.
    public var weights = LossWeights()
    /// What rewards are multiplied by.
    public var rewardScale = 1.0
    /// The learning rate.
    public var learningRate: Double

    /// The method at a learning rate.
    public init(learningRate: Double = 7e-4) { self.learningRate = learningRate }

    /// One gradient over the whole rollout.
    /// - Throws: `FrugalError` of kind `training` where the loss is no number.
    public func improve<Model: ActorCritic>(
        _ model: inout Model, _ optimizer: inout Adam, by rollout: Rollout, using random: inout RandomStream
    ) throws -> Improvement {
        let estimate = rollout.estimate(discount: discount, trace: 1)
        let raw = Tensor(estimate.advantages)
        let advantages = normalisesAdvantages ? raw.normalisedAdvantages : raw
        return try weights.step(
            &model, &optimizer, observations: rollout.observationTensor, actions: Tensor(rollout.actions),
            returns: Tensor(estimate.returns), random: random.split()
        ) { PolicyLosses.policyGradient($0, advantages: advantages) }
    }
}

extension Tensor {
    /// Mean 0 and deviation 1; as it is where there is but one.
    var normalisedAdvantages: Tensor { count > 1 ? (self - mean()) / (deviation() + 1e-8) : self }
}

extension Rollout {
    /// Advantages and returns of this rollout.
    func estimate(discount: Double, trace: Double) -> AdvantageEstimate {
        AdvantageEstimate(
            rewards: rewards, hasEnded: hasEnded, values: values, lastValues: lastValues, discount: discount,
            trace: trace)
    }
}
