import FrugalData
import FrugalNN
import FrugalTensor
import FrugalTrack

/// A perceptron of the same width, trained by back-propagation on the same pictures in the same order.
struct BackpropagationLearner {
    /// What was measured after each lesson.
    struct Result: Codable, Sendable {
        /// The network as it is after the lesson.
        var plain: AccuracyMatrix
        /// The same hidden layer with a last layer fitted to the kept pictures of all classes so far: the help that a
        /// spiking network with labelled memory gets.
        var withMemory: AccuracyMatrix
    }

    private let settings: ContinualSettings
    private let lessons: Lessons
    private let seed: UInt64
    private var model: Perceptron
    private var optimizer: Adam
    private let test: Tensor

    init(_ settings: ContinualSettings, _ lessons: Lessons, seed: UInt64) throws {
        self.settings = settings
        self.lessons = lessons
        self.seed = seed
        var random = RandomStream(seed: seed, stream: 3)
        model = Perceptron(
            widths: [lessons.training.pictureSize, settings.neurons, lessons.count], using: &random)
        optimizer = Adam(learningRate: settings.learningRate)
        test = try Self.examples(lessons.test, Array(0..<lessons.test.count)).inputs
    }

    /// Learns class after class and is examined in all of them after each.
    mutating func inLessons(tick: (Int) throws -> Void) throws -> Result {
        var result = Result(plain: AccuracyMatrix(), withMemory: AccuracyMatrix())
        var shown = 0
        for (lesson, members) in lessons.members.enumerated() {
            try learn(members) {
                shown += $0
                try tick(shown)
            }
            result.plain.add(row(model))
            result.withMemory.add(row(try readout(of: lessons.memory(after: lesson + 1))))
        }
        return result
    }

    /// Learns all classes mixed.
    /// - Returns: the mean over the classes of the share of right answers.
    mutating func mixed(tick: (Int) throws -> Void) throws -> Double {
        var shown = 0
        try learn(Lessons.mixed(lessons.members, seed: seed)) {
            shown += $0
            try tick(shown)
        }
        return AccuracyMatrix([row(model)]).finalAccuracy
    }

    private mutating func learn(_ indices: [Int], tick: (Int) throws -> Void) throws {
        for start in stride(from: 0, to: indices.count, by: settings.batch) {
            let batch = Array(indices[start..<min(start + settings.batch, indices.count)])
            let (inputs, labels) = try Self.examples(lessons.training, batch)
            let step = valueWithGradients(at: model) { crossEntropy($0(inputs, .evaluation), labels) }
            optimizer.update(&model, with: step.gradients)
            try tick(batch.count)
        }
    }

    /// The model with its last layer trained from nothing on some pictures, in passes of a fixed order.
    private func readout(of memory: [Int]) throws -> Perceptron {
        var random = RandomStream(seed: seed, stream: 4)
        var model = model
        model.layers[1] = Linear(settings.neurons, lessons.count, using: &random)
        var optimizer = Adam(learningRate: settings.learningRate)
        for _ in 0..<settings.readoutEpochs {
            let order = memory.shuffled(using: &random)
            for start in stride(from: 0, to: order.count, by: settings.batch) {
                let batch = Array(order[start..<min(start + settings.batch, order.count)])
                let (inputs, labels) = try Self.examples(lessons.training, batch)
                let step = valueWithGradients(at: model, where: { $0.hasPrefix("layers.1.") }) {
                    crossEntropy($0(inputs, .evaluation), labels)
                }
                optimizer.update(&model, with: step.gradients)
            }
        }
        return model
    }

    /// Pictures as rows of numbers from 0 to 1, `[n, pixels]`, and their classes, `[n]`.
    private static func examples(_ images: LabelledImages, _ indices: [Int]) throws -> (inputs: Tensor, labels: Tensor)
    {
        let examples = try SpikingExamples(images, at: indices)
        return (try examples.batch([examples.width]), Tensor(examples.labels))
    }

    private func row(_ model: Perceptron) -> [Double] {
        let answers = withoutGradients { model(test, .evaluation).argMax(along: 1).ints() }
        return lessons.row(answers)
    }
}

extension Lessons {
    /// All pictures of some classes in one order.
    static func mixed(_ members: [[Int]], seed: UInt64) -> [Int] {
        var random = RandomStream(seed: seed, stream: 2)
        return members.flatMap { $0 }.shuffled(using: &random)
    }
}
