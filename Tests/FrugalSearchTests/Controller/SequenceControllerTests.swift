import Foundation
import FrugalNN
import FrugalTensor
import FrugalTrack
import Testing

@testable import FrugalSearch

/// A stack of LSTM layers in plain loops, gates i, f, g, o.
private struct PlainController {
    let weights: [String: [Float]]
    let units: Int

    private func product(_ name: String, _ x: [Double]) -> [Double] {
        let matrix = weights[name] ?? []
        return (0..<(matrix.count / x.count)).map { row in
            (0..<x.count).reduce(0) { $0 + Double(matrix[row * x.count + $1]) * x[$1] }
        }
    }

    private func vector(_ name: String) -> [Double] { (weights[name] ?? []).map(Double.init) }

    private func step(_ layer: Int, _ x: [Double], _ hidden: inout [Double], _ cell: inout [Double]) {
        let path = "layers.\(layer)"
        let input = zip(product("\(path).weight_ih", x), vector("\(path).bias_ih")).map(+)
        let state = zip(product("\(path).weight_hh", hidden), vector("\(path).bias_hh")).map(+)
        let gates = zip(input, state).map(+)
        func sigmoid(_ value: Double) -> Double { 1 / (1 + exp(-value)) }
        for unit in 0..<units {
            let inward = sigmoid(gates[unit])
            let kept = sigmoid(gates[units + unit])
            let candidate = tanh(gates[2 * units + unit])
            let outward = sigmoid(gates[3 * units + unit])
            cell[unit] = kept * cell[unit] + inward * candidate
            hidden[unit] = outward * tanh(cell[unit])
        }
    }

    /// Log-probability and entropy of choices, each with the number of its head and of its options.
    func replay(_ choices: [(head: Int, options: Int, token: Int)]) -> (logProbability: Double, entropy: Double) {
        let zeros = [Double](repeating: 0, count: units)
        var (hidden, cells) = ([zeros, zeros], [zeros, zeros])
        var input = vector("start")
        var found = (0.0, 0.0)
        for choice in choices {
            for layer in 0..<2 {
                step(layer, input, &hidden[layer], &cells[layer])
                input = hidden[layer]
            }
            let head = "heads.\(choice.head)"
            let logits = zip(product("\(head).weight", input), vector("\(head).bias")).map(+).prefix(choice.options)
            let total = logits.reduce(0) { $0 + exp($1) }
            let logs = logits.map { $0 - log(total) }
            found.0 += logs[choice.token]
            found.1 -= logs.reduce(0) { $0 + exp($1) * $1 }
            let table = vector("embeddings.\(choice.head).weight")
            input = Array(table[(choice.token * units)..<((choice.token + 1) * units)])
        }
        return found
    }
}

@Suite struct SequenceControllerTests {
    /// An input among those before it, so that a kind has decisions of different sizes, and an operation.
    private func space() throws -> SearchSpace {
        try SearchSpace(
            "cell", family: "test",
            (1...3).flatMap { node in
                [Decision("input", at: "node \(node)", 0..<node), Decision("operation", at: "node \(node)", 0..<4)]
            })
    }

    @Test func logProbabilitiesAndEntropiesAreThoseOfPlainLoops() throws {
        var stream = RandomStream(seed: 4)
        let space = try space()
        let controller = SequenceController(space, units: 5, range: 0.9, using: &stream)
        var weights: [String: [Float]] = [:]
        for (name, tensor) in controller.stateDictionary { weights[name] = tensor.floats() }
        let plain = PlainController(weights: weights, units: 5)
        let architecture = try space.architecture([0, 3, 1, 0, 2, 2])
        let choices = [(0, 1, 0), (1, 4, 3), (0, 2, 1), (1, 4, 0), (0, 3, 2), (1, 4, 2)]
        let expected = plain.replay(choices.map { (head: $0.0, options: $0.1, token: $0.2) })
        let found = try controller.replay([architecture])[0]
        #expect(abs(found.logProbability.item() - expected.logProbability) < 1e-5)
        #expect(abs(found.entropy.item() - expected.entropy) < 1e-5)
    }

    @Test func architecturesAreDrawnAsOftenAsTheirProbabilitiesSay() throws {
        var stream = RandomStream(seed: 8)
        let space = try SearchSpace("pair", family: "test", [Decision("a", 0..<2), Decision("b", 0..<3)])
        let controller = SequenceController(space, units: 6, range: 1.5, using: &stream)
        var counts: [[Int]: Int] = [:]
        for _ in 0..<3000 {
            counts[try withoutGradients { try controller.sample(using: &stream) }.tokens, default: 0] += 1
        }
        var total = 0.0
        for first in 0..<2 {
            for second in 0..<3 {
                let tokens = [first, second]
                let probability = exp(try controller.replay([space.architecture(tokens)])[0].logProbability.item())
                total += probability
                let deviation = (probability * (1 - probability) / 3000).squareRoot()
                #expect(abs(Double(counts[tokens] ?? 0) / 3000 - probability) < 4 * deviation)
            }
        }
        #expect(abs(total - 1) < 1e-5)
    }

    @Test func reinforceMovesAlongTheGradientOfTheLogProbability() throws {
        var stream = RandomStream(seed: 9)
        let space = try space()
        var controller = SequenceController(space, using: &stream)
        let good = try space.architecture([0, 1, 0, 1, 0, 1])
        let bad = try space.architecture([0, 2, 1, 2, 2, 2])
        let before = (
            try controller.replay([good])[0].logProbability.item(),
            try controller.replay([bad])[0].logProbability.item()
        )
        var learning = Reinforce()
        for _ in 0..<20 {
            _ = try learning.update(&controller, rewards: [1, 0]) { controller in
                try controller.replay([good, bad])
            }
        }
        #expect(try controller.replay([good])[0].logProbability.item() > before.0)
        #expect(try controller.replay([bad])[0].logProbability.item() < before.1)
        #expect(try abs(#require(learning.baseline) - 0.5) < 1e-12)
    }
}

@Suite struct LockstepTests {
    /// Strings of different lengths, so that walks end at different times and stand before different decisions.
    private func space() throws -> SearchSpace {
        try SearchSpace(
            "uneven", family: "test",
            [
                .repeated("layers", 1...3) { layer in
                    [
                        Decision(
                            "width", at: "\(layer)",
                            options: [
                                Decision.Option("8"), Decision.Option("16", then: [Decision("kernel", [1, 3, 5])]),
                            ])
                    ]
                }
            ])
    }

    @Test func manyWalksAtOnceAreTheWalksOneByOne() throws {
        var stream = RandomStream(seed: 12)
        let space = try space()
        let controller = SequenceController(space, units: 7, range: 0.8, using: &stream)
        let architectures = try (0..<12).map { _ in try space.random(using: &stream) }
        #expect(Set(architectures.map(\.tokens.count)).count > 2)
        let together = try controller.replay(architectures)
        for (architecture, sample) in zip(architectures, together) {
            let alone = try controller.replay([architecture])[0]
            #expect(sample.tokens == architecture.tokens)
            #expect(abs(sample.logProbability.item() - alone.logProbability.item()) < 1e-5)
            #expect(abs(sample.entropy.item() - alone.entropy.item()) < 1e-5)
        }
        let streams = (0..<12).map { RandomStream(seed: $0) }
        let drawn = try withoutGradients { try controller.samples(using: streams) }
        for (index, start) in streams.enumerated() {
            var start = start
            #expect(try controller.sample(using: &start).tokens == drawn[index].tokens)
        }
    }
}
