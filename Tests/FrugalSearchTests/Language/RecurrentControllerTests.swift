import Foundation
import FrugalNN
import FrugalTensor
import Testing

@testable import FrugalSearch

@Suite struct RecurrentControllerTests {
    private func controller(nodes: Int, range: Double = 0.8) throws -> RecurrentController {
        var stream = RandomStream(seed: 3)
        var settings = RecurrentController.Settings()
        (settings.units, settings.range) = (4, range)
        return RecurrentController(try RecurrentSpace(nodes: nodes), settings: settings, using: &stream)
    }

    /// Log-probability and entropy of a string, in doubles, one number at a time.
    private func slow(_ controller: RecurrentController, _ tokens: [Int]) -> (log: Double, entropy: Double) {
        let weight = SlowCell.matrix(controller.parameters[0])
        let (keys, query) = (SlowCell.matrix(controller.keys), SlowCell.matrix(controller.query))
        let (activations, score) = (SlowCell.matrix(controller.activations), controller.score.doubles())
        let units = score.count
        func product(_ row: [Double], _ matrix: [[Double]]) -> [Double] {
            matrix[0].indices.map { column in zip(row, matrix).reduce(0) { $0 + $1.0 * $1.1[column] } }
        }
        func sigmoid(_ x: Double) -> Double { 1 / (1 + exp(-x)) }
        var (hidden, cell) = ([Double](repeating: 0, count: units), [Double](repeating: 0, count: units))
        func step(_ x: [Double]) {
            let gates = product(x + hidden, weight)
            for u in 0..<units {
                cell[u] =
                    sigmoid(gates[u]) * tanh(gates[3 * units + u]) + sigmoid(gates[units + u]) * cell[u]
                hidden[u] = sigmoid(gates[2 * units + u]) * tanh(cell[u])
            }
        }
        var (log, entropy) = (0.0, 0.0)
        func take(_ logits: [Double], _ token: Int) {
            let total = logits.reduce(0) { $0 + exp($1) }
            let shares = logits.map { exp($0) / total }
            log += Foundation.log(shares[token])
            entropy -= shares.reduce(0) { $0 + $1 * Foundation.log($1) }
        }
        var anchors = [[Double](repeating: 0, count: units)]
        var input = controller.start.doubles()
        for node in 1...(tokens.count / 2) {
            step(input)
            let asked = product(hidden, query)
            let logits = anchors.enumerated().map { index, anchor in
                let bent = zip(product(anchor, keys), asked).map { tanh($0 + $1) }
                let raw = zip(bent, score).reduce(0) { $0 + $1.0 * $1.1 }
                return 2.25 * tanh(raw / 5) - Double((node - index) * (node - index)) / 6
            }
            let chosen = tokens[2 * node - 2]
            take(logits, chosen)
            input = anchors[chosen].map { $0 / (0.1 + Double(node - chosen)) }
            anchors.append(hidden)
            step(input)
            take(
                activations.map { row in 2.25 * tanh(zip(row, hidden).reduce(0) { $0 + $1.0 * $1.1 } / 5) },
                tokens[2 * node - 1])
            input = activations[tokens[2 * node - 1]]
        }
        return (log, entropy)
    }

    @Test func probabilitiesAreThoseOfTheFormulas() throws {
        let controller = try controller(nodes: 4)
        let space = controller.space
        let strings = [[0, 1, 1, 0, 2, 3, 0, 2], [0, 3, 0, 2, 1, 1, 3, 0]]
        let batch = try controller.replay(strings.map { try space.architecture($0) })
        for (index, tokens) in strings.enumerated() {
            let expected = slow(controller, tokens)
            #expect(abs(batch.logProbability[index].item() - expected.log) < 1e-4)
            #expect(abs(batch.entropy[index].item() - expected.entropy) < 1e-4)
        }
    }

    @Test func allStringsTogetherHaveProbabilityOne() throws {
        let controller = try controller(nodes: 2)
        var all: [[Int]] = []
        for first in 0..<4 {
            for input in 0..<2 { for second in 0..<4 { all.append([0, first, input, second]) } }
        }
        let batch = try controller.replay(all.map { try controller.space.architecture($0) })
        #expect(abs(batch.logProbability.exp().sum().item() - 1) < 1e-5)
    }

    @Test func drawsAreReplayedWithTheSameProbability() throws {
        let controller = try controller(nodes: 5)
        var stream = RandomStream(seed: 8)
        let drawn = controller.sample(6, using: &stream)
        let again = try controller.replay(drawn.tokens.map { try controller.space.architecture($0) })
        let pairs = zip(drawn.logProbability.floats(), again.logProbability.floats())
        #expect(pairs.allSatisfy { abs($0 - $1) < 1e-5 })
        #expect(Set(drawn.tokens).count > 1)
        #expect(try controller.sample(using: &stream).tokens.count == 10)
        let best = controller.mostProbable()
        #expect(try controller.cells.plan(of: controller.space.architecture(best.tokens[0])).nodes.count == 5)
    }

    /// Section 3.2 of the reference: the constants leave 97 % for one activation of four.
    @Test func noActivationCanTakeAllTheProbability() throws {
        var controller = try controller(nodes: 1, range: 0.5)
        let pushed = Tensor([1, -1, -1, -1] as [Float], shape: [4, 1]) * Tensor.ones([1, 4]) * 1e6
        // Whichever sign the state's sum has, in one of the two cases the first option is pushed to the bound.
        var share = 0.0
        for activations in [pushed, -pushed] {
            controller.activations = activations
            let batch = try controller.replay([controller.space.architecture([0, 0])])
            share = max(share, batch.logProbability[0].exp().item())
        }
        #expect(abs(share - exp(2.25) / (exp(2.25) + 3 * exp(-2.25))) < 1e-4)
        #expect(abs(share - 0.97) < 0.005)
    }

    @Test func aFreshPolicyPrefersNearNodes() throws {
        let controller = try controller(nodes: 3, range: 0.001)
        let far = try controller.replay([controller.space.architecture([0, 0, 1, 0, 0, 0])]).logProbability[0].item()
        let near = try controller.replay([controller.space.architecture([0, 0, 1, 0, 2, 0])]).logProbability[0].item()
        #expect(abs(near - far - (9.0 - 1) / 6) < 1e-3)
    }

    @Test func thePaperFormDecidesTheFirstActivationToo() throws {
        var stream = RandomStream(seed: 5)
        let controller = RecurrentController(try RecurrentSpace(nodes: 4, form: .paper), using: &stream)
        let drawn = controller.sample(8, using: &stream)
        #expect(drawn.tokens.allSatisfy { $0.count == 7 })
        #expect(Set(drawn.tokens.map { $0[0] }).count > 1)
        for tokens in drawn.tokens { _ = try controller.cells.plan(of: controller.space.architecture(tokens)) }
    }
}
