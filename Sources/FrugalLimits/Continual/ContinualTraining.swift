import FrugalNN
import FrugalTensor
import FrugalTrack

/// Trains a network lesson after lesson by a method, and examines it in every context after each.
public struct ContinualTraining: Codable, Sendable, Equatable {
    /// Steps a lesson.
    public var iterations: Int
    /// New examples a step.
    public var batch: Int
    /// Adam's learning rate.
    public var learningRate: Double
    /// Whether Adam forgets its moments where a lesson begins. Where they go on, the squared gradients of a lesson that is
    /// learned are so small that the first steps of the next are several times as long, and more is forgotten.
    public var restartsOptimizer: Bool

    /// Training with these settings; those of van de Ven's Split MNIST by default.
    public init(
        iterations: Int = 2000, batch: Int = 128, learningRate: Double = 1e-3, restartsOptimizer: Bool = false
    ) {
        self.iterations = iterations
        self.batch = batch
        self.learningRate = learningRate
        self.restartsOptimizer = restartsOptimizer
    }

    /// What became of it.
    public struct Record: Codable, Sendable {
        /// The share of right answers in each context after each lesson.
        public var matrix: AccuracyMatrix
        /// The same before the first step: the baseline of forward transfer.
        public var untrained: [Double]
        /// Multiply-adds of training, what the method does between lessons included; products only.
        public var multiplyAdds: Int
        /// Seconds of training, without examinations.
        public var seconds: Double
        /// Examples kept at the end.
        public var keptExamples: Int
    }

    /// Trains a network.
    ///
    /// - Parameters:
    ///   - model: maps inputs `[N, …]` to scores `[N, outputs.count]`.
    ///   - lessons: the training examples of each lesson. Joint training has one lesson with all contexts.
    ///   - tests: the examples that each context is examined with.
    ///   - seed: what the order of examples and the method's draws follow from.
    ///   - tick: told the steps taken before each; throws to stop.
    /// - Throws: ``FrugalError`` of kind `model` for a network with other outputs, of kind `data` for a class that is in no
    ///   context; what `tick` throws.
    public func train<Model: Layer, Method: ContinualMethod>(
        _ model: inout Model, by method: inout Method, lessons: [ContextExamples], outputs: ScenarioOutputs,
        tests: [ContextExamples], seed: UInt64, tick: (Int) throws -> Void = { _ in }
    ) throws -> Record {
        try check(model, outputs, lessons + tests)
        var random = RandomStream(seed: seed).named("continual training")
        var optimizer = Adam(learningRate: learningRate)
        var record = Record(
            matrix: AccuracyMatrix(),
            untrained: tests.map { outputs.accuracy(of: model, on: $0) },
            multiplyAdds: 0, seconds: 0, keptExamples: 0)
        var seen = 0
        for (number, examples) in lessons.enumerated() {
            seen = max(seen, outputs.context(of: examples.labels.max() ?? 0) + 1)
            let lesson = ContinualLesson(outputs, seen: seen)
            if restartsOptimizer { optimizer = Adam(learningRate: learningRate) }
            let cost = try CostLedger.measure {
                var order = ShuffledOrder(count: examples.count, random: random.split())
                method.begin(model)
                for step in 0..<iterations {
                    try tick(number * iterations + step)
                    let chosen = examples.subset(order.next(min(batch, examples.count)))
                    take(&model, &method, &optimizer, chosen, lesson, using: &random)
                }
                method.finish(lesson, model, examples, using: &random)
            }.cost
            record.multiplyAdds += cost.multiplyAdds
            record.seconds += cost.seconds
            record.matrix.add(tests.map { outputs.accuracy(of: model, on: $0) })
        }
        record.keptExamples = method.keptExamples
        return record
    }

    private func take<Model: Layer, Method: ContinualMethod>(
        _ model: inout Model, _ method: inout Method, _ optimizer: inout Adam, _ batch: ContextExamples,
        _ lesson: ContinualLesson, using random: inout RandomStream
    ) {
        let pass = Pass.training(random.split())
        let gradients = valueWithGradients(at: model) { method.loss(of: $0, on: batch, lesson, pass) }.gradients
        var total = gradients
        method.penalty?.add(to: &total, at: model)
        optimizer.update(&model, with: total)
        model.absorb(pass)
        method.didStep(model, gradients)
    }

    private func check(_ model: some Layer, _ outputs: ScenarioOutputs, _ parts: [ContextExamples]) throws {
        let classes = outputs.contexts * outputs.classes
        for part in parts {
            if let bad = part.labels.max(), bad >= classes {
                throw FrugalError(
                    .data, "class \(bad)",
                    "\(outputs.contexts) contexts of \(outputs.classes) classes have no such class",
                    remedy: "number the classes from 0 to \(classes - 1)")
            }
        }
        guard let first = parts.first else { return }
        let shape = try Tensor.checking { withoutGradients { model(first.slice(0..<1).inputs, .evaluation).shape } }
        guard shape == [1, outputs.count] else {
            throw FrugalError(
                .model, "the network", "it gives scores of shape \(shape) for one example",
                remedy: "\(outputs.scenario.title) learning of \(classes) classes takes \(outputs.count) outputs")
        }
    }
}

/// Numbers in an order that is drawn anew whenever it has been used up.
struct ShuffledOrder {
    private var order: [Int]
    private var position: Int
    private var random: RandomStream

    init(count: Int, random: RandomStream) {
        order = Array(0..<count)
        position = count
        self.random = random
    }

    /// The next `wanted`, at most as many as there are; what is left of an order and too little is dropped.
    mutating func next(_ wanted: Int) -> [Int] {
        if position + wanted > order.count {
            random.shuffle(&order)
            position = 0
        }
        defer { position += wanted }
        return Array(order[position..<(position + wanted)])
    }
}
