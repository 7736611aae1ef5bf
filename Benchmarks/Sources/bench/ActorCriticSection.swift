import FrugalTensor
import FrugalTransfer

/// Frames a second of advantage actor-critic on Breakout, 16 copies, rollouts of five steps, one thread, beside the same agent in
/// PyTorch on the same game in Python with Gymnasium's reset and step.
func actorCriticSection(_ peer: Peer, _ rounds: Rounds) throws -> [Comparison] {
    let threads = Engine.threads
    Engine.threads = 1
    defer { Engine.threads = threads }
    let copies = 16
    let method = AdvantageActorCritic()
    let games = try GameEnvironment(.breakout, count: copies, frames: 2, seed: 1)
    var random = RandomStream(seed: 2)
    let agent = try PictureAgent(
        observation: games.observationShape, actions: games.actionCount, using: &random)
    var training = AgentTraining(agent, in: games, by: method, random: random.split())
    return [
        try rounds.compare(
            "actor-critic on Breakout, a frame, one thread", against: "PyTorch, Gymnasium's API", target: 3, steps: 10,
            per: Double(copies * method.steps), ours: { try training.advance() },
            peer: { try peer.measure("actor_critic", ["copies": copies, "steps": method.steps], steps: $0) })
    ]
}
