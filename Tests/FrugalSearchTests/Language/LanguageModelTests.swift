import Foundation
import FrugalNN
import FrugalTensor
import FrugalTesting
import Testing

@testable import FrugalSearch

/// A core that gives back what it reads.
private struct Echo: RecurrentCore {
    var width: Int
    mutating func visit(_ visitor: inout Visitor) {}
    func start(batch: Int) -> [Tensor] { [] }
    func read(
        _ x: Tensor, from state: [Tensor], dropping dropout: LanguageDropout, _ pass: Pass
    ) -> (output: Tensor, state: [Tensor]) { (x, state) }
}

@Suite struct LanguageModelTests {
    @Test func parametersAreCountedByFormula() throws {
        var stream = RandomStream(seed: 1)
        let cell = RecurrentCell(.published, width: 7, using: &stream)
        let model = LanguageModel(words: 11, core: cell, using: &stream)
        #expect(model.parameterCount == LanguageModel<RecurrentCell>.parameterCount(words: 11, nodes: 8, width: 7))
        for shape in [LSTMCore.Shape(layers: 1), .init(layers: 3, inner: 2.5), .init(layers: 2, inner: 0.5)] {
            let lstm = LanguageModel(words: 11, core: LSTMCore(shape, width: 6, using: &stream), using: &stream)
            #expect(
                lstm.parameterCount == LanguageModel<LSTMCore>.parameterCount(words: 11, shape: shape, width: 6))
        }
        // The 20.8 million that the reference counts for the published cell.
        #expect(LanguageModel<RecurrentCell>.parameterCount(words: 10_000, nodes: 8, width: 800) == 20_800_000)
    }

    @Test func widthsOfEqualParameterCounts() {
        let count = { LanguageModel<RecurrentCell>.parameterCount(words: 10_000, nodes: 8, width: $0) }
        for target in [1, 400_000, 1_000_000, 1_004_000, 20_800_000] {
            let width = EqualWidth.width(for: target, count)
            let distance = { abs(count($0) - target) }
            #expect(distance(width) <= distance(width + 1))
            #expect(width == 1 || distance(width) <= distance(width - 1))
        }
        #expect(EqualWidth.width(for: 20_800_000, count) == 800)
    }

    @Test func dropoutHasOneMaskAWindow() {
        var stream = RandomStream(seed: 2)
        var model = LanguageModel(embedding: .ones([9, 40]), core: Echo(width: 40))
        let words = Tensor([0, 1, 2, 0, 1, 3, 0, 4], shape: [4, 2])
        model.dropout.embedding = 0.5
        let units = model(words, .training(stream.split())).output.floats()
        let columns = (0..<2).map { column in
            (0..<4).map { step in Array(units[((step * 2 + column) * 40)..<((step * 2 + column + 1) * 40)]) }
        }
        for column in columns { #expect(column.allSatisfy { $0 == column[0] }) }
        #expect(columns[0][0] != columns[1][0])
        #expect(Set(units) == [0, 2])

        model.dropout = LanguageDropout()
        model.dropout.word = 0.5
        let rows = model(words, .training(stream.split())).output.floats()
        // A word is there or away, in all its places.
        var kept: [Int: Set<Float>] = [:]
        for (place, word) in words.ints().enumerated() {
            kept[word, default: []].formUnion(rows[(place * 40)..<(place * 40 + 40)])
        }
        #expect(kept.values.allSatisfy { $0.count == 1 })
        #expect(Set(kept.values.flatMap { $0 }) == [0, 2])

        model.dropout = LanguageDropout()
        model.dropout.output = 0.25
        let reading = model(words, .training(stream.split()))
        #expect(Set(reading.output.floats()) == [1])
        // Scores are sums of 40 units of the mask, the same at all steps of a column.
        let scores = reading.logits.floats()
        #expect(scores[0] == scores[2 * 9] && scores[0] != 40)
        #expect(Set(model(words, .evaluation).logits.floats()) == [40])
    }

    @Test func theLossIsEntropyAndWhatRegularises() throws {
        var stream = RandomStream(seed: 3)
        let model = LanguageModel(
            words: 6, core: RecurrentCell(try #require(RecurrentPlan("0 1")), width: 3, range: 1, using: &stream),
            range: 1,
            using: &stream)
        let words = (inputs: Tensor([0, 1, 2, 3, 4, 5], shape: [3, 2]), targets: Tensor([1, 2, 3, 4, 5, 0]))
        var recipe = LanguageRecipe()
        (recipe.alpha, recipe.beta) = (0.7, 1.5)
        let start = model.core.start(batch: 2)
        let loss = LanguageLoss(model, words, from: start, recipe, .evaluation)
        let reading = model(words.inputs, from: start, .evaluation)
        let (output, logits) = (reading.output.doubles(), reading.logits.doubles())
        var entropy = 0.0
        for (row, target) in words.targets.ints().enumerated() {
            let own = logits[(row * 6)..<(row * 6 + 6)]
            entropy += (log(own.reduce(0) { $0 + exp($1) }) - own[row * 6 + target]) / 6
        }
        let squares = output.reduce(0) { $0 + $1 * $1 } / 18
        let changes = (0..<12).reduce(0.0) { $0 + pow(output[$1 + 6] - output[$1], 2) } / 12
        #expect(abs(loss.crossEntropy.item() - entropy) < 1e-5)
        #expect(abs(loss.total.item() - (entropy + 0.7 * squares + 1.5 * changes)) < 1e-5)
    }

    @Test func dropConnectMasksHiddenWeightsForAWholeWindow() {
        var stream = RandomStream(seed: 4)
        let core = LSTMCore(.init(layers: 1), width: 6, using: &stream)
        let x = Tensor.uniform([5, 2, 6], in: -1..<1, using: &stream)
        var dropout = LanguageDropout()
        dropout.weight = 0.5
        let random = stream.split()
        let read = core.read(x, from: core.start(batch: 2), dropping: dropout, .training(random))
        var drawn = random
        var layer = core.layers[0]
        layer.weights[0].hidden =
            layer.weights[0].hidden * (Tensor.bernoulli([24, 6], probability: 0.5, using: &drawn) * 2)
        let plain = layer(x, state: nil, .evaluation)
        #expect(relativeDistance(read.output, plain.output) < 1e-6)
        let whole = core.read(x, from: core.start(batch: 2), dropping: dropout, .evaluation)
        #expect(relativeDistance(whole.output, plain.output) > 1e-3)
    }

    @Test func stateIsCarriedOverWindows() throws {
        var stream = RandomStream(seed: 5)
        let words = Tensor.integers([8, 2], in: 0..<6, using: &stream)
        func expectEqual<Core: RecurrentCore>(_ core: Core) {
            let model = LanguageModel(words: 6, core: core, range: 1, using: &stream)
            let whole = model(words, .evaluation).logits
            let first = model(words[0..<3], .evaluation)
            let second = model(words[3..<8], from: first.state, .evaluation)
            #expect(relativeDistance(.concatenated([first.logits, second.logits]), whole) < 1e-5)
        }
        expectEqual(RecurrentCell(.published, width: 4, range: 1, using: &stream))
        expectEqual(LSTMCore(.init(layers: 2, inner: 1.5), width: 4, using: &stream))
    }

    @Test func aModelThatKnowsNothingIsAsPerplexedAsThereAreWords() throws {
        let model = LanguageModel(embedding: .zeros([17, 4]), core: Echo(width: 4))
        let scorer = try LanguageScorer((0..<101).map { Int32($0 % 17) }, batch: 2, window: 8)
        let score = try scorer.score(model)
        #expect(score.words == 98)
        #expect(abs(score.perplexity - 17) < 1e-4)
    }
}
