import FrugalNN
import FrugalTensor

/// Plays without learning.
public enum AgentPlay {
    /// The return of the first episode of every copy, by copy: as many episodes as copies, long ones not missed.
    ///
    /// Actions are drawn from the policy.
    /// - Parameters:
    ///   - model: the agent; nil draws every action evenly.
    ///   - check: called before each step; what it throws ends the play.
    /// - Throws: what the environment and `check` throw.
    public static func returns(
        of model: (some ActorCritic)?, in environment: some BatchedEnvironment, using random: inout RandomStream,
        check: () throws -> Void = {}
    ) throws -> [Double] {
        var environment = environment
        var running = [Double](repeating: 0, count: environment.count)
        var finished = [Bool](repeating: false, count: environment.count)
        let actionCount = environment.actionCount
        while finished.contains(false) {
            try check()
            let actions: [Int]
            if let model {
                let seen = try environment.observed()
                let scores = withoutGradients { model.judge(seen, .evaluation).scores.floats() }
                actions = ActionDraw.draw(scores, actions: actionCount, using: &random).actions
            } else {
                actions = (0..<environment.count).map { _ in random.below(actionCount) }
            }
            let outcome = try environment.step(actions)
            for copy in running.indices where !finished[copy] {
                running[copy] += Double(outcome.rewards[copy])
                finished[copy] = outcome.hasEnded[copy]
            }
        }
        return running
    }
}
