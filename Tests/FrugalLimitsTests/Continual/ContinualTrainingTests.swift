import FrugalNN
import FrugalTensor
import FrugalTrack
import Testing

@testable import FrugalLimits

/// Methods at work on two small contexts.
@Suite struct ContinualTrainingTests {
    private let lessons = (0..<2).map { TwoTasks.context($0, count: 300, seed: 1) }
    private let tests = (0..<2).map { TwoTasks.context($0, count: 200, seed: 2) }

    private func learn(
        _ scenario: ContinualScenario, by method: some ContinualMethod, jointly: Bool = false, seed: UInt64 = 1
    ) throws -> ContinualTraining.Record {
        let outputs = ScenarioOutputs(scenario, contexts: 2, classes: 2)
        var random = RandomStream(seed: seed)
        var model = Perceptron(widths: [6, 32, outputs.count], using: &random)
        let training = ContinualTraining(iterations: 250, batch: 32, learningRate: 5e-3)
        var method = method
        return try training.train(
            &model, by: &method, lessons: jointly ? [.joined(lessons)] : lessons, outputs: outputs, tests: tests,
            seed: seed)
    }

    /// Class-incremental learning with nothing kept ends about chance, whatever holds the weights: hardly anything but the
    /// last context's classes is ever answered. A few kept examples change that. (One of the three keeps a quarter of the
    /// first context, by the mark that tells these contexts apart.)
    @Test func regularisationAloneIsAboutChanceInClassIncrementalLearning() throws {
        for record in [
            try learn(.class, by: PlainTraining()),
            try learn(.class, by: ElasticWeightConsolidation(strength: 100)),
            try learn(.class, by: SynapticIntelligence(strength: 1)),
        ] {
            #expect(record.matrix.rows[0][0] > 0.95)
            #expect(record.matrix.finalAccuracy < 0.65, "\(record.matrix.rows)")
            #expect(record.keptExamples == 0)
        }
        let replay = try learn(.class, by: ExperienceReplay(ClassBalancedBuffer(perClass: 20)))
        #expect(replay.matrix.finalAccuracy > 0.8, "\(replay.matrix.rows)")
        #expect(replay.keptExamples == 80)
        let reservoir = try learn(.class, by: ExperienceReplay(ReservoirBuffer(capacity: 60)))
        #expect(reservoir.matrix.finalAccuracy > 0.8 && reservoir.keptExamples == 60)
        let joint = try learn(.class, by: PlainTraining(), jointly: true)
        #expect(joint.matrix.rows.count == 1 && joint.matrix.finalAccuracy > 0.9)
    }

    /// Where the context is told, each way of holding on keeps the first context.
    @Test func methodsKeepTheFirstContext() throws {
        for record in [
            try learn(.task, by: ElasticWeightConsolidation(strength: 1e4)),
            try learn(.task, by: SynapticIntelligence(strength: 100)),
            try learn(.task, by: LearningWithoutForgetting()),
            try learn(.task, by: ExperienceReplay(ClassBalancedBuffer(perClass: 20))),
        ] {
            #expect(record.matrix.rows[1][0] > 0.9, "\(record.matrix.rows)")
            #expect(record.multiplyAdds > 0 && record.seconds > 0)
        }
    }

    /// The same seed gives the same matrix; the untrained network knows nothing.
    @Test func aRunFollowsFromItsSeed() throws {
        let first = try learn(.domain, by: PlainTraining())
        let second = try learn(.domain, by: PlainTraining())
        #expect(first.matrix == second.matrix && first.untrained == second.untrained)
        #expect(first.matrix != (try learn(.domain, by: PlainTraining(), seed: 2)).matrix)
        #expect(first.untrained.allSatisfy { (0.1...0.9).contains($0) })
    }

    @Test func unfitNetworksAndClassesAreRefused() throws {
        var random = RandomStream(seed: 1)
        let outputs = ScenarioOutputs(.class, contexts: 2, classes: 2)
        var method = PlainTraining()
        var narrow = Perceptron(widths: [6, 2], using: &random)
        #expect {
            try ContinualTraining().train(
                &narrow, by: &method, lessons: lessons, outputs: outputs, tests: tests, seed: 1)
        } throws: { ($0 as? FrugalError)?.kind == .model && "\($0)".contains("takes 4 outputs") }
        var wide = Perceptron(widths: [6, 4], using: &random)
        let strange = ContextExamples(checked: .zeros([2, 6]), [0, 4])
        #expect {
            try ContinualTraining().train(
                &wide, by: &method, lessons: [strange], outputs: outputs, tests: tests, seed: 1)
        } throws: { ($0 as? FrugalError)?.subject == "class 4" }
        var deaf = Perceptron(widths: [9, 4], using: &random)
        #expect(throws: TensorError.self) {
            try ContinualTraining().train(
                &deaf, by: &method, lessons: lessons, outputs: outputs, tests: tests, seed: 1)
        }
    }

    /// An order uses every number before it repeats one.
    @Test func ordersAreDrawnWithoutReplacement() {
        var order = ShuffledOrder(count: 7, random: RandomStream(seed: 1))
        let pass = order.next(3) + order.next(3)
        #expect(Set(pass).count == 6)
        #expect(Set(order.next(7)).count == 7)
    }
}
