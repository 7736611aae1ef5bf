import FrugalNN
import FrugalTensor
import FrugalTrack

/// A way to make a policy better by what it has just done: a value with its settings.
public protocol PolicyMethod: Sendable, Codable, Hashable {
    /// Steps of each copy between two improvements.
    var steps: Int { get }
    /// What rewards are multiplied by before they are learned; returns are reported as they are.
    var rewardScale: Double { get }
    /// The learning rate that the optimiser begins with.
    var learningRate: Double { get }

    /// Makes a model better by a rollout.
    /// - Throws: `FrugalError` of kind `training` where the loss is no number.
    func improve<Model: ActorCritic>(
        _ model: inout Model, _ optimizer: inout Adam, by rollout: Rollout, using random: inout RandomStream
    ) throws -> Improvement
}

/// What an improvement saw, in the mean over its steps.
public struct Improvement: Codable, Sendable, Equatable {
    /// The loss of the policy, without the entropy.
    public var policyLoss: Double
    /// Half the mean squared error of the values.
    public var valueLoss: Double
    /// The entropy of the policy in nats.
    public var entropy: Double
    /// The norm of the gradients before they were clipped.
    public var gradientNorm: Double
}

/// What the methods have in common: how the three losses are weighed, and how large a step may be.
public struct LossWeights: Codable, Sendable, Hashable {
    /// What the loss of the values counts.
    public var value: Double
    /// What the entropy counts: it keeps a policy from settling too early.
    public var entropy: Double
    /// The greatest norm of all gradients together.
    public var gradientNorm: Double

    /// Weights, by default those of Mnih et al. 2016.
    public init(value: Double = 0.5, entropy: Double = 0.01, gradientNorm: Double = 0.5) {
        self.value = value
        self.entropy = entropy
        self.gradientNorm = gradientNorm
    }

    /// One step of the optimiser.
    /// - Parameter policyLoss: the loss of the policy, of the logarithms of the probabilities of the actions taken, `[N]`.
    func step<Model: ActorCritic>(
        _ model: inout Model, _ optimizer: inout Adam, observations: Tensor, actions: Tensor, returns: Tensor,
        random: RandomStream, policyLoss: (Tensor) -> Tensor
    ) throws -> Improvement {
        var seen: (policy: Tensor, value: Tensor, entropy: Tensor)?
        let pass = Pass.training(random)
        var (loss, gradients) = valueWithGradients(at: model) { model in
            let judgement = model.judge(observations, pass)
            let (taken, entropy) = PolicyLosses.reading(judgement.scores, actions: actions)
            let policy = policyLoss(taken)
            let value = PolicyLosses.value(judgement.values, returns: returns)
            seen = (policy, value, entropy)
            return policy + value * self.value - entropy * self.entropy
        }
        guard let seen, loss.item().isFinite else {
            throw FrugalError(
                .training, "the agent", "the loss is no number any more", remedy: "take a smaller learning rate")
        }
        let norm = gradients.clip(toNorm: gradientNorm)
        optimizer.update(&model, with: gradients)
        return Improvement(
            policyLoss: seen.policy.item(), valueLoss: seen.value.item(), entropy: seen.entropy.item(),
            gradientNorm: norm)
    }
}
