import Foundation
import FrugalData
import FrugalNN
import FrugalTensor
import FrugalTrack

/// The trainings of one seed of ``ArrivalsExperiment`` under one condition.
struct ArrivalsTrial {
    /// Whether pictures are changed at random in training.
    enum Condition: String, Codable, CaseIterable, CodingKeyRepresentable, Sendable {
        case plain
        /// Crops after padding by 4 pixels, and mirror images.
        case augmented
    }

    /// What a policy reached and took; the first model has no policy.
    struct Result: Codable, Sendable {
        var condition: Condition
        var seed: UInt64
        /// Pictures that arrived; 0 for the first model.
        var arrival: Int
        var policy: String
        /// Accuracy on the training pictures that were there first, on those that arrived, and on test pictures.
        var old: Double
        var new: Double
        var test: Double
        var epochs: Double
        var multiplyAdds: Int
        var seconds: Double
        var samplesKept: Int
    }

    private let settings: ArrivalsExperiment.Settings
    private let condition: Condition
    private let seed: UInt64
    private let context: ExperimentContext
    private let recipe: ThresholdTraining
    private let labels: [Int]
    private let old: [Int]
    private let waiting: [Int]
    /// Training pictures as training sees them, and as they are.
    private let shown: ImageSource
    private let plain: ImageSource
    private let test: ImageSource

    init(
        settings: ArrivalsExperiment.Settings, condition: Condition, seed: UInt64, training: LabelledImages,
        test: LabelledImages, context: ExperimentContext
    ) throws {
        self.settings = settings
        self.condition = condition
        self.seed = seed
        self.context = context
        guard let recipe = settings.training[condition] else {
            throw FrugalError(.usage, condition.rawValue, "the experiment has no training for this condition")
        }
        self.recipe = recipe
        var random = RandomStream(seed: seed).named("pictures")
        let order = random.shuffled(Array(0..<training.count))
        old = Array(order[..<settings.old])
        waiting = Array(order[settings.old...])
        labels = training.labels
        let normalisation = try Normalisation.fit(training, indices: old)
        let changes: [Transform] = condition == .plain ? [] : [.padCrop(padding: 4), .horizontalFlip]
        shown = try ImageSource(training, pipeline: Pipeline(changes, normalisation: normalisation), seed: seed)
        plain = try ImageSource(training, pipeline: Pipeline(normalisation: normalisation))
        self.test = try ImageSource(test, pipeline: Pipeline(normalisation: normalisation))
    }

    /// The first model, then every policy on every arrival.
    func run() throws -> [Result] {
        var first = try model(seed: seed)
        let file = context.folder.file("\(name)-first.safetensors")
        let start = try part("first") {
            let training = try train(first, old)
            try SafetensorsFile.write(training.model.stateDictionary, to: file)
            return try result(of: training, policy: "first model", arrival: [], kept: 0)
        }
        try first.load(laidOut: SafetensorsFile(at: file).stateDictionary(.copying))
        var results = [start]
        for count in settings.arrivals(condition) {
            let new = Array(waiting.prefix(count))
            let arrival = Arrival(
                trained: first, examples: ArrivalExamples(old: old, new: new, labels: labels), seed: seed)
            for policy in settings.policies(condition) {
                results.append(
                    try part("\(count)-\(policy.name)") {
                        let outcome = try arrival.apply(policy, fresh: { try model(seed: $0.next()) }, train: train)
                        return try result(
                            of: outcome.training, policy: policy.name, arrival: new, kept: outcome.samplesKept)
                    })
            }
        }
        return results
    }

    private var name: String { "seed-\(seed)-\(condition.rawValue)" }

    private func part(_ step: String, _ body: () throws -> Result) throws -> Result {
        let result = try context.part("\(name)-\(step)", body)
        context.say(
            "\(name) \(step): test \(Humanise.percent(result.test)), \(Humanise.fixed(result.epochs, 0)) epochs, "
                + Humanise.duration(result.seconds))
        return result
    }

    /// Three convolution blocks and a linear map.
    private func model(seed: UInt64) throws -> Sequential {
        var random = RandomStream(seed: seed).named("weights")
        let side = plain.images.height / 8
        return try Tensor.checking {
            Sequential([
                ConvFeatures(channels: plain.images.channels, width: settings.width, depth: 3, using: &random),
                Linear(settings.width * side * side, plain.images.classes.count, using: &random),
            ])
        }
    }

    private func train(_ model: Sequential, _ indices: [Int]) throws -> Arrival<Sequential>.Training {
        var step = 0
        return try recipe.run(model, on: shown, at: indices, seed: seed) {
            try context.checkpoint()
            step += 1
            if step % 20 == 0 { context.progress(name, step * recipe.batchSize / max(1, indices.count), nil, nil) }
        }
    }

    private func result(
        of training: Arrival<Sequential>.Training, policy: String, arrival: [Int], kept: Int
    ) throws -> Result {
        let model = training.model
        return Result(
            condition: condition, seed: seed, arrival: arrival.count, policy: policy,
            old: try share(model, plain, old), new: try share(model, plain, arrival),
            test: try share(model, test, Array(0..<test.count)), epochs: training.epochs,
            multiplyAdds: training.multiplyAdds, seconds: training.seconds, samplesKept: kept)
    }

    /// The share of right answers; 0 for no pictures.
    private func share(_ model: Sequential, _ source: ImageSource, _ indices: [Int]) throws -> Double {
        guard !indices.isEmpty else { return 0 }
        var epoch = try Batches(source, indices: indices, size: 250, ahead: 1).epoch(0)
        var right = 0.0
        while let batch = try epoch.next() {
            try context.checkpoint()
            right += try Tensor.checking {
                withoutGradients {
                    accuracy(model(batch.inputs, .evaluation), batch.labels) * Double(batch.count)
                }
            }
        }
        return right / Double(indices.count)
    }
}
