// A network learns to tell drawings apart, then the same drawings with their pixels in another order. Plain training forgets
// the first task; elastic weight consolidation holds the weights that it hangs on (Kirkpatrick et al., PNAS 2017).
//
//     swift run MiniEWC

import Foundation
import FrugalLimits
import FrugalNN
import FrugalTensor
import FrugalTrack

/// Drawings of 8x8 pixels, noisy: bars that lie, stand, or run along a diagonal.
func drawing(_ kind: Int, using random: inout RandomStream) -> [Float] {
    let place = 2 + random.below(4)
    return (0..<64).map { pixel in
        let (row, column) = (pixel / 8, pixel % 8)
        let isInk =
            switch kind {
            case 0: row == place
            case 1: column == place
            case 2: (row + column) % 8 == place
            default: (row - column + 8) % 8 == place
            }
        return (isInk ? 1 : 0) + Float(random.uniform(in: -0.4...0.4))
    }
}

/// Drawings with their pixels in a given order. Task `number` has the classes from 4 x `number` on.
func drawings(_ count: Int, task number: Int, order: [Int], using random: inout RandomStream) throws -> ContextExamples
{
    let kinds = (0..<count).map { _ in random.below(4) }
    let values = kinds.flatMap { kind -> [Float] in
        let pixels = drawing(kind, using: &random)
        return order.map { pixels[$0] }
    }
    return try ContextExamples(inputs: Tensor(values, shape: [count, 64]), labels: kinds.map { 4 * number + $0 })
}

var random = RandomStream(seed: 1)
let orders = [Array(0..<64), random.shuffled(Array(0..<64))]
let lessons = try orders.enumerated().map { try drawings(2000, task: $0, order: $1, using: &random) }
let tests = try orders.enumerated().map { try drawings(1000, task: $0, order: $1, using: &random) }
// Domain-incremental: both tasks have the same four answers, and nobody says which task it is.
let outputs = ScenarioOutputs(.domain, contexts: 2, classes: 4)
let start = Perceptron(widths: [64, 100, outputs.count], using: &random)
let training = ContinualTraining(iterations: 600, batch: 32, learningRate: 0.01)

/// Both tasks one after the other, from the same network: right answers in each after each.
func learn(by method: some ContinualMethod) throws -> [[Double]] {
    var (model, method) = (start, method)
    return try training.train(&model, by: &method, lessons: lessons, outputs: outputs, tests: tests, seed: 1)
        .matrix.rows
}

func show(_ name: String, _ rows: [[Double]]) {
    let shares = rows.map { row in row.map { "\(Int((100 * $0).rounded())) %" }.joined(separator: " and ") }
    print("\(name): \(shares[0]) right after the first task, \(shares[1]) after the second")
}

let plain = try learn(by: PlainTraining())
let held = try learn(by: ElasticWeightConsolidation(strength: 1e6))
show("plain training", plain)
show("EWC", held)
let learned = plain[0][0] > 0.95 && plain[1][1] > 0.95
exit(learned && plain[1][0] < 0.8 && held[1][0] > 0.9 && held[1][1] > 0.9 ? 0 : 1)
