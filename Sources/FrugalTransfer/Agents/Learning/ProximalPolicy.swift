import FrugalNN
import FrugalTensor

/// Proximal policy optimisation with the clipped objective (Schulman et al. 2017): several passes over a rollout in small
/// batches, with generalised advantages that are normalised in each batch. A batch is some steps of all copies, so that its
/// rows belong to the copies in their order.
public struct ProximalPolicy: PolicyMethod {
    /// Steps of each copy between two improvements.
    public var steps = 64
    /// What a reward counts that comes a step later.
    public var discount = 0.99
    /// Lambda of the generalised advantages.
    public var trace = 0.95
    /// How far the probability of an action may move, as a share.
    public var clip = 0.2
    /// Passes over a rollout.
    public var epochs = 3
    /// Batches of a pass; at most as many as there are steps.
    public var batches = 4
    /// How the losses are weighed.
    public var weights = LossWeights()
    /// What rewards are multiplied by.
    public var rewardScale = 1.0
    /// The learning rate.
    public var learningRate: Double

    /// The method at a learning rate.
    public init(learningRate: Double = 5e-4) { self.learningRate = learningRate }

    /// `epochs` passes over the rollout, each in another order.
    /// - Throws: `FrugalError` of kind `training` where the loss is no number.
    public func improve<Model: ActorCritic>(
        _ model: inout Model, _ optimizer: inout Adam, by rollout: Rollout, using random: inout RandomStream
    ) throws -> Improvement {
        let estimate = rollout.estimate(discount: discount, trace: trace)
        func bySteps(_ numbers: Tensor) -> Tensor { numbers.unflattened(0, into: [rollout.steps, rollout.copies]) }
        let observations = bySteps(rollout.observationTensor)
        let (actions, before) = (bySteps(Tensor(rollout.actions)), bySteps(Tensor(rollout.logProbabilities)))
        let (returns, advantages) = (bySteps(Tensor(estimate.returns)), bySteps(Tensor(estimate.advantages)))
        let size = max(1, rollout.steps / max(1, batches))
        var seen: [Improvement] = []
        for _ in 0..<max(1, epochs) {
            let order = random.shuffled(Array(0..<rollout.steps))
            for start in stride(from: 0, through: rollout.steps - size, by: size) {
                let steps = Tensor(Array(order[start..<start + size]))
                func batch(_ numbers: Tensor) -> Tensor {
                    numbers.indexSelected(at: steps).flattened(from: 0, through: 1)
                }
                let (advantages, before) = (batch(advantages).normalisedAdvantages, batch(before))
                seen.append(
                    try weights.step(
                        &model, &optimizer, observations: batch(observations), actions: batch(actions),
                        returns: batch(returns), random: random.split()
                    ) { PolicyLosses.clippedSurrogate($0, before: before, advantages: advantages, clip: clip) })
            }
        }
        return Improvement(meanOf: seen)
    }
}

extension Improvement {
    /// The mean of several.
    init(meanOf all: [Improvement]) {
        func mean(_ part: (Improvement) -> Double) -> Double {
            all.reduce(0) { $0 + part($1) } / Double(max(1, all.count))
        }
        self.init(
            policyLoss: mean(\.policyLoss), valueLoss: mean(\.valueLoss), entropy: mean(\.entropy),
            gradientNorm: mean(\.gradientNorm))
    }
}
