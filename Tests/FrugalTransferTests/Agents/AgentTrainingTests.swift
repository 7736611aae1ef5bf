import Foundation
import FrugalNN
import FrugalTensor
import FrugalTrack
import Testing

@testable import FrugalTransfer

/// Trainings: that they learn, that a seed gives the same bits, what they do with bad input.
@Suite struct AgentTrainingTests {
    private func trained<Method: PolicyMethod>(_ method: Method, frames: Int) throws -> (Double, [Float]) {
        let model = FlatAgent(inputs: 400, actions: 3, seed: 3)
        var training = AgentTraining(
            model, in: SignalTask(count: 16), by: method, random: RandomStream(seed: 4))
        while training.frames < frames { try training.advance() }
        let values = training.model.parameters.flatMap { $0.floats() }
        return (try #require(training.log.meanReturn()), values)
    }

    @Test func actorCriticLearnsWhatASignalMeans() throws {
        let (score, values) = try trained(AdvantageActorCritic(learningRate: 0.01), frames: 16_000)
        // By chance 1 of 3.
        #expect(score > 2.5)
        let again = try trained(AdvantageActorCritic(learningRate: 0.01), frames: 16_000)
        #expect(again.0 == score && again.1 == values)
    }

    @Test func proximalPolicyLearnsWhatASignalMeans() throws {
        var method = ProximalPolicy(learningRate: 0.005)
        method.steps = 30
        let (score, values) = try trained(method, frames: 16_000)
        #expect(score > 2.5)
        let again = try trained(method, frames: 16_000)
        #expect(again.0 == score && again.1 == values)
    }

    /// A game in earnest, from its pictures: a random player misses five more of ten than it catches, the agent catches more
    /// than it misses. When, and for how long, hangs on the last bits of the sums: of the seeds 1, 2, 4 and 11 the best tenth of
    /// training had 4.9, 4.1, 0.6 and 5.1.
    @Test(.enabled(if: ProcessInfo.processInfo.environment["FRUGAL_SLOW"] != nil, "needs FRUGAL_SLOW"))
    func actorCriticLearnsToCatch() throws {
        var random = RandomStream(seed: 1)
        let games = try StaggeredEnvironment(
            (0..<8).map { try GameEnvironment(.catch, count: 4, seed: 2 + UInt64($0)) }, stride: 3)
        let model = try PictureAgent(observation: games.observationShape, actions: games.actionCount, using: &random)
        var method = AdvantageActorCritic(learningRate: 1e-3)
        method.weights.entropy = 0.003
        var training = AgentTraining(model, in: games, by: method, random: RandomStream(seed: 3))
        while training.frames < 1_500_000 { try training.advance() }
        let curve = training.log.curve(bins: 10, frames: 1_500_000)
        #expect(curve[0] < -4 && curve.contains { $0 > 0 }, "\(curve)")
    }

    @Test func aLossThatIsNoNumberIsAnError() throws {
        var model = FlatAgent(inputs: 400, actions: 3, seed: 3)
        model.value.weight = model.value.weight * Double.infinity
        var training = AgentTraining(
            model, in: SignalTask(count: 4), by: AdvantageActorCritic(), random: RandomStream(seed: 4))
        let error = #expect(throws: FrugalError.self) { try training.advance() }
        #expect(error?.kind == .training)
    }

    @Test func whatIsNoPictureIsRefused() {
        var random = RandomStream(seed: 1)
        #expect(throws: FrugalError.self) {
            try PictureAgent(observation: [6, 10, 10], actions: 6, using: &random)
        }
        #expect(throws: FrugalError.self) { try PictureAgent(observation: [40], actions: 6, using: &random) }
    }

    @Test func playIsOneEpisodeACopy() throws {
        var random = RandomStream(seed: 6)
        let chance = try AgentPlay.returns(of: FlatAgent?.none, in: SignalTask(count: 400), using: &random)
        #expect(chance.count == 400 && chance.allSatisfy { (0...3).contains($0) })
        #expect(abs(SampleSummary(chance).mean - 1) < 0.2)
    }
}
