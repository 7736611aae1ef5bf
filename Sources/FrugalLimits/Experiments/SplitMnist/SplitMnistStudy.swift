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

    /// A run that is examined with the test pictures after learning from all others.
    func final(
        _ method: SplitMnistMethod, _ scenario: ContinualScenario, strength: Double, seed: UInt64,
        tick: (Int) throws -> Void
    ) throws -> ContinualTraining.Record {
        let order = SplitDigits.order(training.classes.count, seed: seed)
        return try run(
            method, scenario, strength, seed,
            method == .joint ? settings.jointIterations : settings.training.iterations,
            SplitDigits(trainingPixels, training.labels, order: order, indices: Array(0..<training.count)),
            SplitDigits(testPixels, test.labels, order: order, indices: Array(0..<test.count)), tick)
    }

    /// A run that is examined with training pictures held out: what strengths are chosen by.
    func heldOut(
        _ method: SplitMnistMethod, _ scenario: ContinualScenario, strength: Double, tick: (Int) throws -> Void
    ) throws -> ContinualTraining.Record {
        let seed = settings.tuningSeed
        let order = SplitDigits.order(training.classes.count, seed: seed)
        var random = RandomStream(seed: seed).named("held out")
        let shuffled = random.shuffled(Array(0..<training.count))
        let held = min(settings.heldOut, training.count / 2)
        return try run(
            method, scenario, strength, seed, settings.tuningIterations,
            SplitDigits(trainingPixels, training.labels, order: order, indices: Array(shuffled.dropFirst(held))),
            SplitDigits(trainingPixels, training.labels, order: order, indices: Array(shuffled.prefix(held))), tick)
    }

    private func run(
        _ method: SplitMnistMethod, _ scenario: ContinualScenario, _ strength: Double, _ seed: UInt64,
        _ iterations: Int, _ learned: SplitDigits, _ asked: SplitDigits, _ tick: (Int) throws -> Void
    ) throws -> ContinualTraining.Record {
        let outputs = ScenarioOutputs(scenario, contexts: asked.contexts.count, classes: SplitDigits.classes)
        var random = RandomStream(seed: seed).named("network")
        var model = Perceptron(
            widths: [training.pictureSize] + settings.hidden + [outputs.count], using: &random)
        func train(_ method: some ContinualMethod, lessons: [ContextExamples]) throws -> ContinualTraining.Record {
            var (method, training) = (method, settings.training)
            training.iterations = iterations
            return try training.train(
                &model, by: &method, lessons: lessons, outputs: outputs, tests: asked.contexts, seed: seed, tick: tick)
        }
        let lessons = learned.contexts
        return switch method {
        case .none: try train(PlainTraining(), lessons: lessons)
        case .ewc: try train(ElasticWeightConsolidation(strength: strength), lessons: lessons)
        case .si: try train(SynapticIntelligence(strength: strength), lessons: lessons)
        case .lwf: try train(LearningWithoutForgetting(temperature: settings.temperature), lessons: lessons)
        case .replay:
            try train(ExperienceReplay(ClassBalancedBuffer(perClass: settings.keptPerClass)), lessons: lessons)
        case .joint: try train(PlainTraining(), lessons: [.joined(lessons)])
        }
    }
}
