import FrugalData
import FrugalNN
import FrugalTensor
import FrugalTrack

/// One network, one scenario, one method, one seed.
struct SplitMnistStudy: Sendable {
    let settings: SplitMnistSettings
    private let training: LabelledImages
    private let test: LabelledImages
    private let trainingPixels: Tensor
    private let testPixels: Tensor

    init(_ settings: SplitMnistSettings, training: LabelledImages, test: LabelledImages) {
        self.settings = settings
        self.training = training
        self.test = test
        trainingPixels = Tensor(training.pixels, shape: [training.count, training.pictureSize])
        testPixels = Tensor(test.pixels, shape: [test.count, test.pictureSize])
    }

    /// A run that learns from all training pictures and is examined with the test pictures.
    func run(
        _ method: SplitMnistMethod, _ scenario: ContinualScenario, seed: UInt64, tick: (Int) throws -> Void
    ) throws -> ContinualTraining.Record {
        let order = SplitDigits.order(training.classes.count, seed: seed)
        let lessons = SplitDigits.contexts(trainingPixels, training.labels, order: order)
        let tests = SplitDigits.contexts(testPixels, test.labels, order: order)
        let strength = method.strength(in: scenario)
        let outputs = ScenarioOutputs(scenario, contexts: tests.count, classes: SplitDigits.classes)
        var random = RandomStream(seed: seed).named("network")
        var model = Perceptron(
            widths: [training.pictureSize] + settings.hidden + [outputs.count], using: &random)
        func train(_ method: some ContinualMethod, lessons: [ContextExamples]) throws -> ContinualTraining.Record {
            var method = method
            return try settings.training.train(
                &model, by: &method, lessons: lessons, outputs: outputs, tests: tests, seed: seed, tick: tick)
        }
        return switch method {
        case .none: try train(PlainTraining(), lessons: lessons)
        case .ewc: try train(ElasticWeightConsolidation(strength: strength, labels: .believed), lessons: lessons)
        case .si: try train(SynapticIntelligence(strength: strength), lessons: lessons)
        case .lwf: try train(LearningWithoutForgetting(temperature: settings.temperature), lessons: lessons)
        case .replay:
            try train(ExperienceReplay(ClassBalancedBuffer(perClass: settings.keptPerClass)), lessons: lessons)
        case .joint: try train(PlainTraining(), lessons: [.joined(lessons)])
        }
    }
}
