import FrugalNN
import FrugalTensor
import FrugalTrack

/// An agent in training: a value that holds network, optimiser, environment and random numbers, so that a copy goes its own
/// way and the same seed gives the same bits.
///
///     var training = AgentTraining(model, in: environment, by: ProximalPolicy(), random: RandomStream(seed: 1))
///     while training.frames < 1_000_000 { try training.advance() }
public struct AgentTraining<Model: ActorCritic, World: BatchedEnvironment, Method: PolicyMethod>: Sendable {
    /// The network.
    public var model: Model
    /// What it plays.
    public private(set) var environment: World
    /// How it learns.
    public let method: Method
    /// The optimiser; its rate may be set between improvements.
    public var optimizer: Adam
    /// Steps of all copies together.
    public private(set) var frames = 0
    /// The episodes that ended.
    public private(set) var log: EpisodeLog
    private var random: RandomStream
    private var rollout: Rollout

    /// A training before its first step.
    public init(_ model: Model, in environment: World, by method: Method, random: RandomStream) {
        self.model = model
        self.environment = environment
        self.method = method
        self.random = random
        // The paper's 1e-8 lets rare gradients take long steps; 1e-5 is usual for policies.
        optimizer = Adam(learningRate: method.learningRate, epsilon: 1e-5)
        log = EpisodeLog(copies: environment.count)
        rollout = Rollout(
            copies: environment.count, steps: max(1, method.steps), observationShape: environment.observationShape)
    }

    /// Plays a rollout and learns by it.
    /// - Throws: `FrugalError` of kind `training` where the loss is no number, and what the environment throws.
    @discardableResult
    public mutating func advance() throws -> Improvement {
        try play()
        return try method.improve(&model, &optimizer, by: rollout, using: &random)
    }

    /// Fills the rollout.
    private mutating func play() throws {
        rollout.clear()
        for step in 0..<rollout.steps {
            let judgement = try judge(at: step)
            let values = judgement.values.floats()
            let (actions, logProbabilities) = ActionDraw.draw(
                judgement.scores.floats(), actions: environment.actionCount, using: &random)
            let outcome = try environment.step(actions)
            rollout.actions += actions
            rollout.logProbabilities += logProbabilities
            rollout.values += values
            rollout.rewards += outcome.rewards.map { $0 * Float(method.rewardScale) }
            rollout.hasEnded += outcome.hasEnded
            frames += environment.count
            log.note(outcome, frames: frames)
        }
        rollout.lastValues = try judgeNow().values.floats()
    }

    private mutating func judge(at step: Int) throws -> Judgement {
        let seen = try rollout.observe(environment, at: step)
        return withoutGradients { model.judge(seen, .evaluation) }
    }

    private func judgeNow() throws -> Judgement {
        let seen = try environment.observed()
        return withoutGradients { model.judge(seen, .evaluation) }
    }
}

extension BatchedEnvironment {
    /// What all copies show, `[count] + observationShape`.
    func observed() throws -> Tensor {
        var values = [Float](repeating: 0, count: count * observationSize)
        return try values.withUnsafeMutableBufferPointer { values in
            try writeObservations(into: values)
            return Tensor(
                copying: UnsafeRawBufferPointer(values), shape: [count] + observationShape, dtype: .float32)
        }
    }
}
