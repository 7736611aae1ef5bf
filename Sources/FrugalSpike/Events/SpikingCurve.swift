import FrugalTensor
import FrugalTrack

/// Accuracy over operations: what a network answers after each step of its presentations, and what that cost so far.
public struct SpikingCurve: Codable, Sendable, Equatable {
    /// Where the network stands after a step.
    public struct Point: Codable, Sendable, Equatable {
        /// Synaptic additions and multiply-adds of an example so far, the mean over all examples.
        public var operations: Double
        /// The examples answered rightly.
        public var right: Int
    }

    /// The examples.
    public var examples: Int
    /// One point a step.
    public var points: [Point]
    /// What each layer did in a whole presentation, the mean over the examples.
    public var ledger: OperationLedger

    /// The share of right answers after a step.
    public func accuracy(_ step: Int) -> Double { Double(points[step].right) / Double(max(1, examples)) }

    /// The share of right answers at the end.
    public var finalAccuracy: Double { points.isEmpty ? 0 : accuracy(points.count - 1) }

    /// The first step from which on no answer is worse than `accuracy`; nil where there is none.
    public func step(keeping accuracy: Double) -> Int? {
        guard let last = points.indices.last(where: { self.accuracy($0) < accuracy }) else {
            return points.isEmpty ? nil : 0
        }
        return last + 1 < points.count ? last + 1 : nil
    }

    /// The mean operations at which the network reaches an accuracy that it then keeps; nil where it does not.
    public func operations(keeping accuracy: Double) -> Double? {
        step(keeping: accuracy).map { points[$0].operations }
    }
}

/// Labelled examples as a spiking network takes them.
public struct SpikingExamples: Sendable {
    /// All numbers, example after example.
    public let values: [Float]
    /// The class of each example.
    public let labels: [Int]

    /// Examples.
    /// - Throws: ``FrugalError`` where there are none, or the numbers do not come out even.
    public init(values: [Float], labels: [Int]) throws {
        guard !labels.isEmpty, values.count % labels.count == 0 else {
            throw FrugalError(.data, "", "\(values.count) numbers are not those of \(labels.count) examples")
        }
        self.values = values
        self.labels = labels
    }

    /// How many there are.
    public var count: Int { labels.count }
    /// Numbers of each.
    public var width: Int { values.count / labels.count }
}

extension EventNetwork {
    /// Presents examples one after the other, several threads side by side.
    /// - Parameters:
    ///   - steps: how long each presentation is; the network's own length by default.
    ///   - seed: what Poisson inputs draw from; each example has a stream of its own, so that threads change nothing.
    ///   - check: called between examples; what it throws ends the run.
    /// - Throws: ``FrugalError`` for examples of another shape, or what `check` throws.
    public func curve(
        _ data: SpikingExamples, steps: Int? = nil, seed: UInt64 = 0, threads: Int = Engine.threads,
        check: @escaping @Sendable () throws -> Void = {}
    ) throws -> SpikingCurve {
        guard data.width == network.inputCount else {
            throw FrugalError(
                .data, "", "examples of \(data.width) numbers were given to a network of \(network.inputCount)",
                remedy: "give data of the network's own shape")
        }
        let steps = max(1, steps ?? network.steps)
        let pieces = max(1, min(data.count, threads * 4))
        let parts = try TaskThreads.map(pieces, threads: threads) { piece in
            try part(
                data, (piece * data.count / pieces)..<((piece + 1) * data.count / pieces), steps: steps, seed: seed,
                check: check)
        }
        let share = 1 / Double(data.count)
        let points = (0..<steps).map { step in
            let operations = parts.reduce(0) { $0 + $1.operations[step] }
            return SpikingCurve.Point(
                operations: share * Double(operations), right: parts.reduce(0) { $0 + $1.right[step] })
        }
        let ledger = parts.dropFirst().reduce(parts[0].ledger) { $0 + $1.ledger }
        return SpikingCurve(examples: data.count, points: points, ledger: ledger.scaled(by: share))
    }

    private struct Part: Sendable {
        var operations: [Int]
        var right: [Int]
        var ledger = OperationLedger()
    }

    private func part(
        _ data: SpikingExamples, _ range: Range<Int>, steps: Int, seed: UInt64, check: () throws -> Void
    ) throws -> Part {
        let run = EventRun(self)
        var part = Part(operations: Array(repeating: 0, count: steps), right: Array(repeating: 0, count: steps))
        for example in range {
            try check()
            run.begin(data, example, seed: seed)
            for step in 0..<steps {
                run.step()
                part.operations[step] += run.operations
                if run.choice == data.labels[example] { part.right[step] += 1 }
            }
            part.ledger = part.ledger.layers.isEmpty ? run.ledger : part.ledger + run.ledger
        }
        return part
    }
}

extension EventRun {
    /// Begins with one of `data`, whose width is right.
    func begin(_ data: SpikingExamples, _ example: Int, seed: UInt64) {
        data.values.withUnsafeBufferPointer { values in
            let range = (example * data.width)..<((example + 1) * data.width)
            begin(
                UnsafeBufferPointer(rebasing: values[range]),
                random: RandomStream(seed: seed, stream: UInt64(example)))
        }
    }
}
