import Foundation
import FrugalData
import FrugalNN
import FrugalTensor
import FrugalTrack
import Testing

@testable import FrugalLimits

/// Methods at work on two small contexts.
@Suite struct ContinualTrainingTests {
    private static let digits = ProcessInfo.processInfo.environment["FRUGAL_DATA"].map { "\($0)/mnist" }
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

    /// Class-incremental learning of real digits: nothing held, the last context's digits are answered and no others; held
    /// weights change little of that; a few kept pictures do.
    @Test(.enabled(if: Self.digits != nil, "needs FRUGAL_DATA"))
    func keptPicturesAndNotHeldWeightsSaveClassIncrementalLearning() throws {
        let folder = try IDXFolder(try #require(Self.digits))
        func contexts(_ part: DataPart, _ count: Int) throws -> [ContextExamples] {
            let images = try folder.load(part)
            let pixels = Tensor(images.pixels, shape: [images.count, images.pictureSize])
            return SplitDigits.contexts(pixels, images.labels, order: [4, 7, 0, 1, 8, 3]).map { $0.slice(0..<count) }
        }
        let (lessons, tests) = (try contexts(.train, 2000), try contexts(.test, 500))
        func learn(_ method: some ContinualMethod) throws -> ContinualTraining.Record {
            let outputs = ScenarioOutputs(.class, contexts: 3, classes: 2)
            var random = RandomStream(seed: 1)
            var (model, method) = (Perceptron(widths: [784, 100, outputs.count], using: &random), method)
            return try ContinualTraining(iterations: 250, batch: 64, learningRate: 3e-3).train(
                &model, by: &method, lessons: lessons, outputs: outputs, tests: tests, seed: 1)
        }
        let plain = try learn(PlainTraining())
        #expect(plain.matrix.rows[0][0] > 0.95 && plain.matrix.finalAccuracy < 0.36, "\(plain.matrix.rows)")
        let replay = try learn(ExperienceReplay(ClassBalancedBuffer(perClass: 50)))
        #expect(replay.matrix.finalAccuracy > 0.8, "\(replay.matrix.rows)")
        for held in [
            try learn(ElasticWeightConsolidation(strength: 1e4)), try learn(SynapticIntelligence(strength: 10)),
        ] {
            #expect(held.matrix.finalAccuracy < replay.matrix.finalAccuracy - 0.25, "\(held.matrix.rows)")
        }
    }

    /// A few kept examples, or all, hold class-incremental learning together.
    @Test func keptExamplesHelpInClassIncrementalLearning() throws {
        #expect(try learn(.class, by: PlainTraining()).keptExamples == 0)
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
