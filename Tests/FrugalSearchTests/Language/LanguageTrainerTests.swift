import Foundation
import FrugalNN
import FrugalTensor
import FrugalTrack
import Testing

@testable import FrugalSearch

@Suite struct LanguageTrainerTests {
    /// Words that mostly follow one another in a circle of ten.
    static func text(_ count: Int, seed: UInt64) -> [Int32] {
        var stream = RandomStream(seed: seed)
        var word = 0
        return (0..<count).map { _ in
            word = stream.uniform() < 0.9 ? (word + 1) % 10 : stream.below(10)
            return Int32(word)
        }
    }

    static var recipe: LanguageRecipe {
        var recipe = LanguageRecipe()
        (recipe.batch, recipe.validationBatch) = (8, 4)
        recipe.windows.mean = 12
        recipe.windows.deviation = 2
        recipe.epochs = 4
        recipe.learningRate = 2
        (recipe.alpha, recipe.beta) = (0.1, 0.1)
        recipe.dropout.nodes = 0.1
        recipe.dropout.output = 0.1
        recipe.dropout.word = 0.05
        recipe.range = 0.3
        recipe.looksPerEpoch = 2
        recipe.patience = 1
        return recipe
    }

    static func trainer(_ recipe: LanguageRecipe = recipe, seed: UInt64 = 1) throws -> LanguageTrainer {
        try LanguageTrainer(recipe, training: text(1500, seed: 1), validation: text(300, seed: 2), seed: seed)
    }

    static func model(seed: UInt64 = 5) throws -> LanguageModel<RecurrentCell> {
        var stream = RandomStream(seed: seed)
        let plan = try #require(RecurrentPlan("0 2 1 0 1 1"))
        return LanguageModel(
            words: 10, core: RecurrentCell(plan, width: 12, range: 0.3, using: &stream), range: 0.3, using: &stream)
    }

    @Test func bothKindsOfModelLearnWhatFollows() throws {
        var cell = try Self.model()
        var stream = RandomStream(seed: 6)
        var lstm = LanguageModel(
            words: 10, core: LSTMCore(.init(layers: 1), width: 12, using: &stream), range: 0.3, using: &stream)
        for best in [try Self.trainer().train(&cell).best, try Self.trainer().train(&lstm).best] {
            let best = try #require(best)
            // Ten equally likely words at first; 1.9 if the text were known.
            #expect(best.validation.perplexity < 5)
            #expect(best.validation.words == 4 * 74)
        }
    }

    @Test func theModelHandedOutIsThatOfTheBestLook() throws {
        var model = try Self.model()
        let trainer = try Self.trainer()
        let state = try trainer.train(&model)
        #expect(try trainer.validation.score(model) == state.best?.validation)
        #expect(state.looks.count == 8)
    }

    @Test func aStoppedTrainingGoesOnBitByBit() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("language-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let file = folder.appendingPathComponent("training.safetensors")
        struct Stop: Error {}
        // So fast that a look is soon worse than the one before it, and weights are averaged.
        var recipe = Self.recipe
        recipe.learningRate = 40
        recipe.clip = 4
        var whole = try Self.model()
        let expected = try Self.trainer(recipe).train(&whole)
        #expect(expected.looks.contains { $0.isAveraged })

        for stops in [[3], [1, 17, 40]] {
            try? FileManager.default.removeItem(at: file)
            for stop in stops {
                var part = try Self.model()
                var windows = 0
                var calls = 0
                #expect(throws: Stop.self) {
                    try Self.trainer(recipe).train(
                        &part, checkpoint: file,
                        check: {
                            calls += 1
                            if windows == stop { throw Stop() }
                        }, progress: { _ in windows += 1 })
                }
                #expect(calls > 0)
            }
            var part = try Self.model()
            let state = try Self.trainer(recipe).train(&part, checkpoint: file)
            #expect(state.looks.map(\.validation) == expected.looks.map(\.validation))
            #expect(state.averagingSince == expected.averagingSince)
            for (mine, theirs) in zip(part.parameters, whole.parameters) { #expect(mine.floats() == theirs.floats()) }
        }
        #expect(throws: FrugalError.self) {
            var other = try Self.model()
            try Self.trainer(recipe, seed: 2).train(&other, checkpoint: file)
        }
    }

    @Test func averagesAreTheMeanOfTheWeightsSinceTheTrigger() throws {
        var recipe = Self.recipe
        recipe.epochs = 3
        let trainer = try Self.trainer(recipe)
        var session = LanguageSession(trainer, try Self.model(), identity: "")
        for _ in 0..<5 { try session.advance {} }
        session.average(since: session.state.step)
        var sums = [Double](repeating: 0, count: 120)
        for _ in 0..<4 {
            try session.advance {}
            for (index, value) in session.run.model.embedding.doubles().enumerated() { sums[index] += value / 4 }
        }
        let averaged = session.optimizer.averaged(session.run).model.embedding.doubles()
        #expect(zip(averaged, sums).allSatisfy { abs($0 - $1) < 1e-5 })
    }

    @Test func whereNumbersEndTrainingGoesBackAndInTheEndGivesUp() throws {
        var recipe = Self.recipe
        recipe.rollbacks = 3
        let trainer = try Self.trainer(recipe)
        var session = LanguageSession(trainer, try Self.model(), identity: "")
        let before = session.run.model.parameters.map { $0.floats() }
        session.run.model.core.first = session.run.model.core.first * Double.nan
        try session.advance {}
        #expect(session.state.rollbacks == 1)
        #expect(session.state.step == 0)
        #expect(session.run.model.parameters.map { $0.floats() } == before)
        try session.advance {}
        #expect(session.state.step == 1)

        recipe.learningRate = 1e38
        recipe.clip = 1e30
        let error = #expect(throws: FrugalError.self) {
            var model = try Self.model()
            try Self.trainer(recipe).train(&model)
        }
        #expect(error?.kind == .training)
    }

    @Test func theRateFollowsLengthAndCoolsDown() {
        var recipe = LanguageRecipe()
        #expect(recipe.rateShare(at: 0.99) == 1)
        recipe.cooldown = 0.5
        #expect(recipe.rateShare(at: 0.5) == 1)
        #expect(abs(recipe.rateShare(at: 0.75) - 0.5) < 1e-12)
        #expect(recipe.rateShare(at: 1) == 0)
    }

    @Test func averagingBeginsWhereALookIsWorseThanTheBestLongBefore() {
        var state = LanguageState(seed: 1, identity: "")
        for loss in [5.0, 4, 4.5] {
            state.looks.append(
                .init(
                    step: 0, epoch: 0, trainingLoss: 0, validation: LanguageScore(nats: loss, words: 1),
                    isAveraged: false, seconds: 0))
        }
        // The best of those at least two looks before is 5, at least one look before 4.
        #expect(!state.triggers(4.9, patience: 2))
        #expect(state.triggers(5.1, patience: 2))
        #expect(state.triggers(4.1, patience: 1))
        #expect(!state.triggers(9, patience: 3))
    }

    @Test func settingsThatCannotBeAreNamed() {
        let faults: [(String, (inout LanguageRecipe) -> Void)] = [
            ("batch", { $0.batch = 0 }), ("windows", { $0.windows.mean = 0 }), ("epochs", { $0.epochs = 0 }),
            ("learningRate", { $0.learningRate = -1 }), ("clip", { $0.clip = .nan }), ("cooldown", { $0.cooldown = 2 }),
            ("dropout.word", { $0.dropout.word = 1 }), ("dropout.weight", { $0.dropout.weight = -0.1 }),
            ("patience", { $0.patience = 0 }), ("looksPerEpoch", { $0.looksPerEpoch = 0 }),
        ]
        for (name, change) in faults {
            var recipe = LanguageRecipe.enasFinal
            change(&recipe)
            let error = #expect(throws: FrugalError.self) { try recipe.check() }
            #expect(error?.subject.hasSuffix(name) == true)
        }
    }
}
