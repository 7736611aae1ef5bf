import FrugalNN
import FrugalTensor
import FrugalTrack

/// An agent of ``BreakoutBrightness`` trained from one seed and measured at all levels.
struct BrightnessTrial {
    /// What a seed gave.
    struct Outcome: Codable, Sendable {
        var agent: BreakoutBrightness.Agent
        var seed: UInt64
        /// Returns of all games, `[levels][games]`.
        var returns: [[Double]]
        /// The mean return in each of forty parts of the training.
        var curve: [Double]
        /// Frames a second in training.
        var rate: Double
        /// Multiply-adds of one decision.
        var multiplyAdds: Int
        /// Learned numbers.
        var parameters: Int
    }

    let settings: BreakoutBrightness.Settings
    let seed: UInt64
    let context: ExperimentContext

    /// Trains, then plays every level.
    func run(_ agent: BreakoutBrightness.Agent) throws -> Outcome {
        var random = RandomStream(seed: seed).named("agent")
        let games = try GameEnvironment(
            .breakout, count: settings.copies, frames: settings.stack, seed: seed &+ 1_000_000)
        let model = try PictureAgent(
            observation: games.observationShape, actions: games.actionCount, input: agent.input, using: &random)
        guard agent == .augmented else { return try train(agent, model, in: games, random: random) }
        let lamps = RandomStream(seed: seed).named("brightness")
        return try train(
            agent, model, in: BrightenedEnvironment(games, range: settings.augmentation, random: lamps), random: random)
    }

    private func train(
        _ agent: BreakoutBrightness.Agent, _ model: PictureAgent, in world: some BatchedEnvironment,
        random: RandomStream
    ) throws -> Outcome {
        var training = AgentTraining(model, in: world, by: settings.method, random: random)
        let start = ContinuousClock.now
        while training.frames < settings.frames {
            try context.checkpoint()
            let left = 1 - Double(training.frames) / Double(settings.frames)
            training.optimizer.learningRate = settings.method.learningRate * max(0.05, left)
            try training.advance()
            let mean = training.log.meanReturn().map { "return \(Humanise.fixed($0, 1))" }
            context.progress("\(agent.rawValue), seed \(seed)", training.frames, settings.frames, mean)
        }
        let seconds = start.duration(to: .now) / .seconds(1)
        let levels = try settings.levels.enumerated().map { index, level in
            context.progress("games, \(agent.rawValue)", index, settings.levels.count, level.name)
            return try returns(of: training.model, level)
        }
        let seen = try environment(settings.levels[0], copies: 1).observed()
        let cost = CostLedger.measure { withoutGradients { training.model.judge(seen, .evaluation) } }.cost
        return Outcome(
            agent: agent, seed: seed, returns: levels,
            curve: training.log.curve(bins: 40, frames: training.frames), rate: Double(training.frames) / seconds,
            multiplyAdds: cost.multiplyAdds, parameters: training.model.parameterCount)
    }

    /// The returns of a player who draws every action evenly, measured as agents are.
    func randomReturns() throws -> [Double] {
        try returns(of: PictureAgent?.none, BreakoutBrightness.Level())
    }

    /// The same games at every level and for every agent.
    private func returns(of model: PictureAgent?, _ level: BreakoutBrightness.Level) throws -> [Double] {
        var random = RandomStream(seed: seed).named("games")
        return try AgentPlay.returns(
            of: model, in: environment(level, copies: settings.games), using: &random, check: context.checkpoint)
    }

    private func environment(_ level: BreakoutBrightness.Level, copies: Int) throws -> GameEnvironment {
        try GameEnvironment(
            .breakout, count: copies, variant: level.variant, frames: settings.stack, seed: seed &+ 2_000_000)
    }
}
