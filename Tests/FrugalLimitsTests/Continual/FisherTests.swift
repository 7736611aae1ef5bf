import Foundation
import FrugalNN
import FrugalTensor
import Testing

@testable import FrugalLimits

/// The Fisher information has a gradient for each example.
@Suite struct FisherTests {
    private static func examples(_ count: Int, _ shape: [Int], using random: inout RandomStream) -> ContextExamples {
        ContextExamples(
            checked: .normal([count] + shape, using: &random), (0..<count).map { _ in random.below(4) })
    }

    /// Dense networks: all at once is what one by one is.
    @Test(arguments: ContinualScenario.allCases) func productsOfSquaresAreSquaresOfProducts(
        _ scenario: ContinualScenario
    ) throws {
        var random = RandomStream(seed: 1)
        let lesson = ContinualLesson(ScenarioOutputs(scenario, contexts: 2, classes: 2), seen: 2)
        let model = Perceptron(widths: [5, 7, 6, lesson.outputs.count], using: &random)
        let examples = Self.examples(23, [5], using: &random)
        let chain = try #require(DenseChain(model))
        let quick = try #require(chain.squaredGradients(on: WeighedExamples(examples: examples), lesson))
        let slow = FisherInformation.oneByOne(model, WeighedExamples(examples: examples), lesson)
        #expect(quick.count == model.parameters.count)
        for (a, b) in zip(quick, slow) {
            #expect(a.shape == b.shape)
            #expect((a - b).abs().max().item() < 1e-5 * max(1, b.max().item()))
        }
        let mean = FisherInformation.diagonal(of: model, on: examples, lesson)
        #expect((mean[0] * 23 - slow[0]).abs().max().item() < 1e-4)
    }

    /// One weight, two examples: by hand. With scores (w x, 0) the right class's log probability has the derivative
    /// (1 - p) x or -p x.
    @Test func byHand() throws {
        var random = RandomStream(seed: 2)
        var model = Linear(1, 2, bias: false, using: &random)
        model.weight = Tensor([Float(0.5), 0], shape: [2, 1])
        let examples = ContextExamples(checked: Tensor([Float(2), -1], shape: [2, 1]), [0, 1])
        let lesson = ContinualLesson(ScenarioOutputs(.class, contexts: 1, classes: 2), seen: 1)
        // x = 2: p = 1 / (1 + e^-1) = 0.731059; x = -1: p = 1 / (1 + e^0.5) = 0.377541.
        let first = (1 - 0.731059) * 2
        let second = 0.377541 * 1
        let expected = (first * first + second * second) / 2
        let found = FisherInformation.diagonal(of: model, on: examples, lesson)[0].doubles()
        #expect(abs(found[0] - expected) < 1e-5 && abs(found[1] - expected) < 1e-5)
        // What it is not: the square of the mean gradient.
        let batched = (first - second) * (first - second) / 4
        #expect(abs(found[0] - batched) > 0.1)
    }

    /// The exact one is, answer by answer, what would be the empirical one if all examples had that answer, weighed by the
    /// network's belief in it; dense networks and others agree.
    @Test(arguments: ContinualScenario.allCases) func theExactOneWeighsEveryAnswer(_ scenario: ContinualScenario) {
        var random = RandomStream(seed: 5)
        let outputs = ScenarioOutputs(scenario, contexts: 2, classes: 2)
        let lesson = ContinualLesson(outputs, seen: 2)
        let model = Perceptron(widths: [5, 6, outputs.count], using: &random)
        let examples = Self.examples(7, [5], using: &random)
        let found = FisherInformation.diagonal(of: model, on: examples, lesson, labels: .believed)
        var sums = model.parameters.map { Tensor.zeros(like: $0) }
        for index in 0..<7 {
            let (input, label) = (examples.inputs[index].unsqueezed(0), examples.labels[index])
            let active = outputs.active(for: label)
            let scores = active.map { model(input, .evaluation)[0].doubles()[$0] }
            let whole = scores.reduce(0) { $0 + exp($1) }
            for (place, answer) in active.enumerated() {
                let step = valueWithGradients(at: model) { model in
                    let logits = model(input, .evaluation)
                        .narrowed(along: 1, from: active.lowerBound, length: active.count)
                    return -logits.logSoftmax(along: 1)[0][answer - active.lowerBound]
                }
                for (parameter, gradient) in step.gradients.values.enumerated() {
                    if let gradient { sums[parameter] += gradient.squared() * (exp(scores[place]) / whole) }
                }
            }
        }
        for (a, b) in zip(found, sums) { #expect((a - b / 7).abs().max().item() < 1e-6) }
        let slow = FisherInformation.diagonal(
            of: Sequential([
                Conv2d(1, 2, kernel: 3, using: &random), Flatten(), Linear(8, outputs.count, using: &random),
            ]),
            on: Self.examples(4, [1, 4, 4], using: &random), lesson, labels: .believed)
        #expect(slow[0].shape == [2, 1, 3, 3] && slow.allSatisfy { $0.min().item() >= 0 && $0.max().item() > 0 })
    }

    /// Other networks take a pass an example.
    @Test func convolutionsAreTakenOneByOne() {
        var random = RandomStream(seed: 3)
        let lesson = ContinualLesson(ScenarioOutputs(.class, contexts: 2, classes: 2), seen: 2)
        let model = Sequential([
            Conv2d(1, 2, kernel: 3, using: &random), ReLU(), Flatten(), Linear(8, 4, using: &random),
        ])
        #expect(DenseChain(model) == nil)
        let examples = Self.examples(6, [1, 4, 4], using: &random)
        let found = FisherInformation.diagonal(of: model, on: examples, lesson)
        var sum = Tensor.zeros(like: model.parameters[0])
        for index in 0..<6 {
            let step = valueWithGradients(at: model) {
                crossEntropy($0(examples.inputs[index].unsqueezed(0), .evaluation), Tensor([examples.labels[index]]))
            }
            if let gradient = step.gradients.values[0] { sum += gradient * gradient }
        }
        #expect((found[0] - sum / 6).abs().max().item() < 1e-6)
    }

    /// A dense layer that is given a sequence is applied several times an example; its gradient is then no outer product.
    @Test func sequencesAreTakenOneByOne() throws {
        var random = RandomStream(seed: 4)
        let lesson = ContinualLesson(ScenarioOutputs(.class, contexts: 2, classes: 2), seen: 2)
        let model = Sequential([Linear(3, 2, using: &random), Flatten(), Linear(8, 4, using: &random)])
        let examples = Self.examples(5, [4, 3], using: &random)
        let chain = try #require(DenseChain(model))
        #expect(chain.squaredGradients(on: WeighedExamples(examples: examples), lesson) == nil)
        #expect(FisherInformation.diagonal(of: model, on: examples, lesson)[0].shape == [2, 3])
    }
}
