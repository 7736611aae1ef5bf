import Foundation
import FrugalNN
import FrugalTensor
import FrugalTesting
import FrugalTrack
import Testing

@testable import FrugalMeta

/// `Σ x²` from normally distributed starts.
struct Parabolas: ProblemFamily {
    let name = "parabolas"
    func problem(seed: UInt64) -> Problem<Quadratics.Points> {
        var random = RandomStream(seed: seed)
        let loss: @Sendable (Quadratics.Points, Int) -> Tensor = { points, _ in points.values.squared().sum() }
        return Problem(
            start: Quadratics.Points(values: Tensor.normal([8, 1], using: &random)), count: 8, loss: loss
        ) { loss($0, 0).item() / 8 }
    }
}

@Suite struct LearnedOptimizerTests {
    private func optimizer(seed: UInt64 = 3, units: Int = 6) -> LearnedOptimizer {
        var random = RandomStream(seed: seed)
        return LearnedOptimizer(CoordinateLSTM(units: units, using: &random), outputScale: 0.1)
    }

    private func model(seed: UInt64 = 9) -> Perceptron {
        var random = RandomStream(seed: seed)
        return Perceptron(widths: [3, 4, 2], using: &random)
    }

    private func gradients(of model: Perceptron, seed: UInt64) -> Gradients {
        var random = RandomStream(seed: seed)
        return Gradients(model.parameters.map { Tensor.normal($0.shape, using: &random) })
    }

    @Test func withoutALearningRateNothingMoves() {
        var (optimizer, model) = (optimizer(), model())
        let before = model
        optimizer.learningRate = 0
        for step in 0..<3 { optimizer.update(&model, with: gradients(of: model, seed: UInt64(step))) }
        for (old, new) in zip(before.parameters, model.parameters) { #expect(old.elementsEqual(new)) }
        optimizer.learningRate = 1
        optimizer.update(&model, with: gradients(of: model, seed: 4))
        for (old, new) in zip(before.parameters, model.parameters) { #expect(!old.elementsEqual(new)) }
    }

    /// Two steps by hand: the network's outputs on the preprocessed gradients, times the scale.
    @Test func aStepIsTheNetworkSOutput() throws {
        var (optimizer, model) = (optimizer(), model())
        let start = model
        let given = (0..<2).map { gradients(of: model, seed: UInt64($0)) }
        for gradients in given { optimizer.update(&model, with: gradients) }
        let inputs = try given.map { gradients in
            LogAndSign()(Tensor.concatenated(try gradients.values.map { try #require($0).flattened() }))
        }
        let outputs = PlainLSTM(optimizer.network).outputs(Tensor.stacked(inputs))
        let moved = zip(outputs[0], outputs[1]).map { 0.1 * ($0 + $1) }
        let found = zip(start.parameters, model.parameters).flatMap { ($1 - $0).doubles() }
        #expect(zip(found, moved).allSatisfy { abs($0 - $1) < 1e-6 })
    }

    @Test func frozenParametersStayAndKeepNothing() {
        var (optimizer, model) = (optimizer(), model())
        let start = model
        var partial = gradients(of: model, seed: 1)
        partial.values[1] = nil
        optimizer.update(&model, with: partial)
        #expect(model.parameters[1].elementsEqual(start.parameters[1]))
        #expect(!model.parameters[2].elementsEqual(start.parameters[2]))
        let state = optimizer.stateDictionary(for: model)
        #expect(state.count == model.parameters.count - 1)
        // The others go on from their memory when the frozen one joins them.
        let remembered = state["state.\(model.parameterPaths[2])"]
        var copy = optimizer
        copy.learningRate = 0
        copy.update(&model, with: gradients(of: model, seed: 2))
        #expect(remembered?.isFinite().all().item() == 1)
        #expect(copy.stateDictionary(for: model).count == model.parameters.count)
    }

    @Test func aSavedStateGoesOnBitByBit() throws {
        var (optimizer, model) = (optimizer(), model())
        for step in 0..<3 { optimizer.update(&model, with: gradients(of: model, seed: UInt64(step))) }
        var (second, other) = (self.optimizer(), model)
        try second.load(optimizer.stateDictionary(for: model), for: model)
        for step in 3..<5 {
            optimizer.update(&model, with: gradients(of: model, seed: UInt64(step)))
            second.update(&other, with: gradients(of: other, seed: UInt64(step)))
        }
        for (one, two) in zip(model.parameters, other.parameters) { #expect(one.elementsEqual(two)) }
        var wrong = self.optimizer(units: 5)
        #expect(throws: StateError.self) { try wrong.load(optimizer.stateDictionary(for: model), for: model) }
    }

    @Test func aFolderGivesTheSameOptimiser() throws {
        try withScratchFolder { folder in
            var training = MetaTraining(small)
            training.advance(on: Parabolas())
            training.finish(on: Parabolas())
            let url = folder.appendingPathComponent("a.optimizer")
            let description = LearnedOptimizerFolder(training, problems: "parabolas")
            try description.write(training.optimizer, to: url)
            try description.write(training.optimizer, to: url)
            let read = try LearnedOptimizerFolder.read(url)
            #expect(read.description == description)
            let problem = Parabolas().problem(seed: 77)
            let runs = [training.optimizer, read.optimizer].map {
                OptimizationRun(problem, $0, steps: 5, scoringAt: [5])
            }
            #expect(runs[0].losses == runs[1].losses && runs[0].scores == runs[1].scores)
        }
    }

    @Test func whatIsNoOptimiserIsRefused() throws {
        try withScratchFolder { folder in
            #expect(throws: FrugalError.self) { try LearnedOptimizerFolder.read(folder.appendingPathComponent("none")) }
            #expect(throws: FrugalError.self) { try LearnedOptimizerFolder.read(folder) }
            let file = folder.appendingPathComponent("optimizer.json")
            for text in [#"{"format": "something else", "version": 1}"#] {
                try text.write(to: file, atomically: true, encoding: .utf8)
                #expect(throws: FrugalError.self) { try LearnedOptimizerFolder.read(folder) }
            }
            try "{".write(to: file, atomically: true, encoding: .utf8)
            #expect(throws: TrackError.self) { try LearnedOptimizerFolder.read(folder) }
            // A folder with other things in it is left alone.
            let other = folder.appendingPathComponent("other")
            try FileManager.default.createDirectory(at: other, withIntermediateDirectories: true)
            try "mine".write(to: other.appendingPathComponent("notes.txt"), atomically: true, encoding: .utf8)
            let training = MetaTraining(small)
            #expect(throws: FrugalError.self) {
                try LearnedOptimizerFolder(training, problems: "").write(training.optimizer, to: other)
            }
            #expect(try FileManager.default.contentsOfDirectory(atPath: other.path) == ["notes.txt"])
        }
    }

    private var small: LearnedOptimizerRecipe {
        var recipe = LearnedOptimizerRecipe()
        (recipe.units, recipe.unroll, recipe.horizon, recipe.episodes) = (8, 10, 20, 60)
        (recipe.outputScale, recipe.metaRate, recipe.validationEvery) = (0.1, 0.01, 20)
        return recipe
    }

    /// The smoke test of the code published with the paper: parabolas come down.
    @Test func itLearnsParabolas() {
        var training = MetaTraining(small)
        let problem = Parabolas().problem(seed: 1234)
        let before = OptimizationRun(problem, training.optimizer, steps: 20, scoringAt: [0, 20])
        while !training.isDone { training.advance(on: Parabolas()) }
        let after = OptimizationRun(problem, training.optimizer, steps: 20, scoringAt: [20])
        let start = before.scores[0] ?? 0
        #expect(before.scores[20] ?? 0 > 0.3 * start)
        #expect(after.scores[20] ?? 1 < 0.03 * start)
        #expect(training.curve.count == 60 && training.best != nil)
    }
}
