import FrugalNN
import FrugalTensor

@testable import FrugalTransfer

/// A task for tests: each copy shows a number as a one-hot picture of 20 rows, and the right action is that number. Episodes
/// last three steps.
struct SignalTask: BatchedEnvironment, Codable {
    let count: Int
    let observationShape = [1, 20, 20]
    let actionCount = 3
    private var random = RandomStream(seed: 5)
    private(set) var signals: [Int]
    private var steps = 0

    private enum CodingKeys: String, CodingKey { case count, random, signals, steps }

    init(count: Int) {
        self.count = count
        signals = (0..<count).map { $0 % 3 }
    }

    mutating func reset() { self = SignalTask(count: count) }

    mutating func step(_ actions: [Int]) throws -> EnvironmentStep {
        steps += 1
        let rewards = zip(actions, signals).map { $0 == $1 ? Float(1) : 0 }
        signals = signals.map { _ in random.below(3) }
        return EnvironmentStep(rewards: rewards, hasEnded: Array(repeating: steps.isMultiple(of: 3), count: count))
    }

    func writeObservations(into observations: UnsafeMutableBufferPointer<Float>) throws {
        for place in 0..<count * 400 {
            let (copy, row) = (place / 400, place % 400 / 20)
            observations[place] = row / 7 == signals[copy] ? 1 : 0
        }
    }
}

/// A network of one dense layer for tests.
struct FlatAgent: ActorCritic {
    var policy: Linear
    var value: Linear

    init(inputs: Int, actions: Int, seed: UInt64) {
        var random = RandomStream(seed: seed)
        policy = Linear(inputs, actions, using: &random)
        value = Linear(inputs, 1, using: &random)
    }

    mutating func visit(_ visitor: inout Visitor) {
        visitor.child("policy", &policy)
        visitor.child("value", &value)
    }

    func judge(_ observations: Tensor, _ pass: Pass) -> Judgement {
        let x = observations.flattened(from: 1)
        return Judgement(scores: policy(x, pass), values: value(x, pass).squeezed(1))
    }
}
