import Foundation
import FrugalNN
import FrugalTensor
import FrugalTesting
import FrugalTrack
import Testing

@testable import FrugalMeta

@Suite struct LearnedLossTests {
    private func loss(_ hidden: [Int] = [50, 50], seed: UInt64 = 2) -> LearnedLoss {
        var random = RandomStream(seed: seed)
        return LearnedLoss(hidden: hidden, using: &random)
    }

    @Test func theNetworkOfThePaperHasItsSize() {
        #expect(loss().parameterCount == 2650)
    }

    /// Softplus of a ReLU network of each prediction and its target, added over parts, averaged over examples.
    @Test func theLossIsThatOfPlainLoops() {
        let loss = loss([7, 5])
        var random = RandomStream(seed: 3)
        let predictions = Tensor.normal([6, 3], using: &random), targets = Tensor.normal([6, 3], using: &random)
        let weights = loss.layers.map { (values: $0.weight.doubles(), columns: $0.weight.shape[1]) }
        let each = zip(predictions.doubles(), targets.doubles()).map { prediction, target in
            var x = [prediction, target]
            for (place, weight) in weights.enumerated() {
                x = (0..<(weight.values.count / weight.columns)).map { row in
                    let sum = (0..<weight.columns).reduce(0) { $0 + weight.values[row * weight.columns + $1] * x[$1] }
                    return place < weights.count - 1 ? max(0, sum) : log1p(exp(sum))
                }
            }
            return x[0]
        }
        #expect(abs(loss(predictions, targets).item() - each.reduce(0, +) / 6) < 1e-5)
    }

    /// The gradient through two inner steps, in double precision, against central differences along random directions.
    @Test(arguments: PredictionKind.allCases)
    func theGradientThroughTheInnerStepsIsThatOfFiniteDifferences(_ kind: PredictionKind) {
        var recipe = LearnedLossRecipe()
        (recipe.innerSteps, recipe.innerRate) = (2, 0.05)
        let loss = loss([8, 6]).to(DType.float64)
        var random = RandomStream(seed: 5)
        func examples() -> SupervisedTask.Examples {
            let ones = Tensor.eye(3, dtype: .float64).indexSelected(
                at: Tensor.integers([9], in: 0..<3, using: &random))
            let numbers = Tensor.normal([9, 3], dtype: .float64, using: &random)
            return .init(
                inputs: Tensor.normal([9, 2], dtype: .float64, using: &random),
                targets: kind == .classification ? ones : numbers)
        }
        let task = SupervisedTask(
            support: examples(), query: examples(),
            start: Perceptron(widths: [2, 5, 3], activation: .tanh, using: &random).to(DType.float64))
        func outcome(_ loss: LearnedLoss) -> Double { LossTraining.outcome(of: task, under: loss, kind, recipe).item() }
        let (value, gradients) = valueWithGradients(at: loss) {
            LossTraining.outcome(of: task, under: $0, kind, recipe)
        }
        #expect(abs(value.item() - outcome(loss)) < 1e-12)
        for _ in 0..<4 {
            let directions = loss.parameters.map { Tensor.normal($0.shape, dtype: .float64, using: &random) }
            let expected = zip(gradients.values, directions).reduce(0) { sum, pair in
                sum + (pair.0.map { ($0 * pair.1).sum().item() } ?? 0)
            }
            func moved(by step: Double) -> LearnedLoss {
                var copy = loss
                copy.parameters = zip(loss.parameters, directions).map { $0 + $1 * step }
                return copy
            }
            let found = (outcome(moved(by: 1e-6)) - outcome(moved(by: -1e-6))) / 2e-6
            #expect(abs(found - expected) < 1e-6 * max(1, abs(expected)) + 1e-7)
            #expect(abs(expected) > 1e-6)
        }
    }

    @Test func itIsJudgedOnExamplesThatWereNotTrainedOn() {
        let task = SineTasks.test.task(seed: 8)
        let shown = Set(task.support.inputs.floats())
        #expect(task.query.inputs.floats().allSatisfy { !shown.contains($0) })
        #expect(task.support.inputs.shape == [100, 1] && task.start.parameterCount == 1221)
    }

    @Test func sinesHaveTheirHeightAndPhase() {
        let tasks = SineTasks("", amplitude: 3...3, phase: 0.5...0.5, inputs: -5...5)
        let task = tasks.task(seed: 1)
        for (x, y) in zip(task.query.inputs.doubles(), task.query.targets.doubles()) {
            #expect(abs(y - 3 * sin(x - 0.5)) < 1e-5)
        }
    }

    private func trained(validationEvery: Int, steps: Int = 8) -> LossTraining {
        var recipe = LearnedLossRecipe()
        (recipe.outerSteps, recipe.validationEvery, recipe.validationTasks) = (steps, validationEvery, 1)
        (recipe.validationSteps, recipe.hidden) = (2, [10])
        var training = LossTraining(recipe)
        while !training.isDone { training.advance(on: SineTasks.training) }
        return training
    }

    /// The published code seeded the global generators at every evaluation, and so trained on the same draws again.
    @Test func validationDoesNotTouchTheTraining() {
        let (often, seldom) = (trained(validationEvery: 1), trained(validationEvery: 8))
        for (one, other) in zip(often.network.parameters, seldom.network.parameters) {
            #expect(one.elementsEqual(other))
        }
        #expect(often.curve.map(\.loss) == seldom.curve.map(\.loss))
        #expect(Set(often.curve.map(\.loss)).count == often.curve.count)
    }

    @Test func trainingBringsTheOutcomeDown() {
        var recipe = LearnedLossRecipe()
        (recipe.outerSteps, recipe.validationEvery, recipe.validationTasks) = (60, 60, 2)
        (recipe.innerRate, recipe.validationSteps, recipe.outerRate) = (0.01, 20, 3e-3)
        let start = LossTraining(recipe)
        var training = start
        while !training.isDone { training.advance(on: SineTasks.training) }
        let tasks = (50..<54).map { SineTasks.training.task(seed: $0) }
        func score(_ loss: LearnedLoss) -> Double {
            Median.of(
                tasks.map { LossRun($0, .regression, with: SGD(learningRate: 0.01), steps: 20, under: loss).last })
        }
        #expect(score(training.loss) < 0.7 * score(start.loss))
    }

    @Test func aFolderGivesTheSameLoss() throws {
        try withScratchFolder { folder in
            let training = trained(validationEvery: 8)
            let url = folder.appendingPathComponent("a.loss")
            let description = LearnedLossFolder(training, tasks: SineTasks.training)
            try description.write(training.loss, to: url)
            let read = try LearnedLossFolder.read(url)
            #expect(read.description == description)
            for (one, other) in zip(read.loss.parameters, training.loss.parameters) {
                #expect(one.elementsEqual(other))
            }
            // An optimiser is no loss.
            #expect(throws: FrugalError.self) { try LearnedOptimizerFolder.read(url) }
            #expect(throws: FrugalError.self) { try LearnedLossFolder.read(folder) }
        }
    }

    @Test func aRunIsJudgedWhereAsked() {
        let task = SineTasks.training.task(seed: 4)
        let run = LossRun(task, .regression, with: SGD(learningRate: 0.01), steps: 6, judgedAt: [0, 3, 6])
        #expect(run.scores.keys.sorted() == [0, 3, 6] && run.scores[6] == run.last && run.steps == 6)
        #expect(run.last < run.scores[0] ?? 0)
        let short = LossRun(task, .regression, with: SGD(learningRate: 0.01), steps: 6, budget: 1e-9)
        #expect(short.steps == 1)
    }
}
