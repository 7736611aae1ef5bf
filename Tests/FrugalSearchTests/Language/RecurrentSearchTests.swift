import Foundation
import FrugalNN
import FrugalTensor
import FrugalTesting
import FrugalTrack
import Testing

@testable import FrugalSearch

@Suite struct RecurrentSearchTests {
    @Test func aChildIsTheStandaloneCellForEveryOperation() throws {
        var stream = RandomStream(seed: 1)
        let shared = SharedRecurrentWeights(words: 7, nodes: 3, width: 4, range: 1, using: &stream)
        let words = Tensor.integers([5, 2], in: 0..<7, using: &stream)
        var outcomes: Set<[Float]> = []
        for node in 0..<3 {
            for activation in CellActivation.allCases {
                for input in 0...node {
                    var nodes = (0..<3).map { RecurrentPlan.Node(input: $0, activation: .relu) }
                    nodes[node] = RecurrentPlan.Node(input: input, activation: activation)
                    let plan = try RecurrentPlan(nodes)
                    let child = try shared.child(plan)
                    var alone = LanguageModel(
                        words: 7, core: RecurrentCell(plan, width: 4, using: &stream), using: &stream)
                    try alone.load(child.stateDictionary)
                    let scores = alone(words, .evaluation).logits.floats()
                    #expect(scores == child(words, .evaluation).logits.floats())
                    outcomes.insert(scores)
                }
            }
        }
        // Every choice has weights of its own: 4 * (1 + 2 + 3), of which the plan of three ReLUs in a row comes thrice.
        #expect(outcomes.count == 22)
        #expect(throws: FrugalError.self) { try shared.child(.published) }
    }

    @Test func onlyWhatAChildHasIsChanged() throws {
        var stream = RandomStream(seed: 2)
        var shared = SharedRecurrentWeights(words: 5, nodes: 2, width: 3, using: &stream)
        let before = shared
        let plan = try #require(RecurrentPlan("0 2 1 3"))
        try shared.withChild(plan) { child in
            child.forEachParameter { $0 = $0 + 1 }
        }
        let changed = zip(shared.parameterPaths, zip(shared.parameters, before.parameters))
            .filter { $0.1.0.floats() != $0.1.1.floats() }.map(\.0)
        #expect(changed == ["embedding", "first", "nodes.1.2.0", "nodes.2.3.1"])
        struct Stop: Error {}
        #expect(throws: Stop.self) { try shared.withChild(plan) { _ in throw Stop() } }
        #expect(shared.parameters.allSatisfy { $0.count > 0 })
    }

    private static var settings: RecurrentSearchSettings {
        var settings = RecurrentSearchSettings()
        (settings.nodes, settings.width) = (3, 8)
        settings.shared = LanguageTrainerTests.recipe
        settings.shared.epochs = 2
        settings.roundsPerEpoch = 2
        (settings.updates, settings.samples) = (3, 4)
        (settings.candidates, settings.candidateWindows) = (12, 2)
        settings.learning.learningRate = 0.01
        return settings
    }

    private func search(_ settings: RecurrentSearchSettings = settings, seed: UInt64 = 1) throws -> RecurrentSearch {
        try RecurrentSearch(
            settings, training: LanguageTrainerTests.text(1200, seed: 1),
            validation: LanguageTrainerTests.text(400, seed: 2), vocabulary: 10, seed: seed)
    }

    /// What does not depend on the clock.
    private func untimed(_ result: RecurrentSearchResult) -> RecurrentSearchResult {
        var result = result
        (result.sharedSeconds, result.controllerSeconds, result.selectionSeconds) = (0, 0, 0)
        return result
    }

    @Test func aSearchLearnsAndGoesOnBitByBit() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("cells-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let file = folder.appendingPathComponent("search.safetensors")
        let result = untimed(try search().run())
        #expect(result.candidates.count == 12)
        #expect(result.entropies.count == 4 * 3)
        #expect(Set(result.candidates.map(\.plan)).count == 12)
        #expect(result.candidates.map(\.sharedPerplexity) == result.candidates.map(\.sharedPerplexity).sorted())
        let chosen = try #require(result.candidates.first)
        #expect(chosen.sharedPerplexity < 9)
        #expect(result.rewards.last ?? 0 > result.rewards.first ?? 0)
        #expect(result.mostProbable?.nodes.count == 3)
        // Four rounds of 3 updates of 4 samples, one cell a window, and the candidates.
        #expect(result.architectures > 48 + 12)

        struct Stop: Error {}
        for stop in [2, 9] {
            var windows = 0
            #expect(throws: Stop.self) {
                try search().run(
                    checkpoint: file, check: { if windows == stop { throw Stop() } }, progress: { _, _ in windows += 1 }
                )
            }
        }
        #expect(untimed(try search().run(checkpoint: file)) == result)
        #expect(throws: FrugalError.self) { try search(seed: 2).run(checkpoint: file) }
    }

    @Test func randomSearchSharesWeightsWithoutAController() throws {
        var settings = Self.settings
        settings.usesController = false
        let result = try search(settings).run()
        #expect(result.entropies.isEmpty && result.rewards.isEmpty && result.mostProbable == nil)
        #expect(result.candidates.count == 12)
        #expect(untimed(try search(settings).run()) == untimed(result))
    }
}
