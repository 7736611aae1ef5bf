import FrugalNN
import FrugalTensor

/// Proximal policy optimisation with the clipped objective (Schulman et al. 2017): several passes over a rollout in small
/// batches, with generalised advantages that are normalised in each batch.
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
    /// Batches of a pass.
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
        let count = estimate.returns.count
        let whole = (
            observations: rollout.observationTensor, actions: Tensor(rollout.actions), returns: Tensor(estimate.returns),
            advantages: Tensor(estimate.advantages), before: Tensor(rollout.logProbabilities)
        )
        let size = max(1, count / max(1, batches))
        var seen: [Improvement] = []
        for _ in 0..<max(1, epochs) {
            let order = random.shuffled(Array(0..<count))
            for start in stride(from: 0, through: count - size, by: size) {
                let rows = Tensor(Array(order[start..<start + size]))
                let advantages = Self.normalised(whole.advantages.indexSelected(at: rows))
                let before = whole.before.indexSelected(at: rows)
                seen.append(
                    try weights.step(
                        &model, &optimizer, observations: whole.observations.indexSelected(at: rows),
                        actions: whole.actions.indexSelected(at: rows),
                        returns: whole.returns.indexSelected(at: rows), random: random.split()
                    ) { PolicyLosses.clippedSurrogate($0, before: before, advantages: advantages, clip: clip) })
            }
        }
        return Improvement(meanOf: seen)
    }

    /// Mean 0 and deviation 1.
    static func normalised(_ advantages: Tensor) -> Tensor {
        guard advantages.count > 1 else { return advantages }
        return (advantages - advantages.mean()) / (advantages.deviation() + 1e-8)
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
