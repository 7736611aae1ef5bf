import Foundation
import FrugalData
import FrugalNN
import FrugalSearch
import FrugalTensor
import FrugalTrack
import Testing

/// One decision: how large the rate of failure is. The third option cannot be trained.
private struct FailingFamily: NetworkFamily {
    let space: SearchSpace

    init() throws {
        space = try SearchSpace("failing", family: "test", [Decision("kind", ["sound", "also sound", "diverges"])])
    }

    func build(
        _ architecture: Architecture, for shape: InputShape, classes: Int, using stream: inout RandomStream
    ) throws -> any SearchedNetwork {
        var network = SmallNetwork(classes: classes, using: &stream)
        if architecture.tokens[0] == 2 { network.head.weight = network.head.weight * Double.nan }
        return network
    }
}

@Suite struct InProcessSearchTests {
    private var recipe: ChildRecipe {
        var recipe = ChildRecipe.short(epochs: 1, batchSize: 16)
        recipe.length = .steps(3)
        return recipe
    }

    private func search() throws -> InProcessSearch {
        let data = try ChildData(
            stripes(96), training: Array(0..<64), validation: Array(64..<96), recipe: recipe, seed: 1)
        return InProcessSearch(try FailingFamily(), data, recipe: recipe, seed: 5)
    }

    private func run(_ count: Int, from state: InProcessSearch.State = .init()) throws -> InProcessSearch.State {
        let search = try search()
        return try search.run(
            RandomSearch(search.family.space, seed: 2), from: state, isEnough: { $0.trials.count >= count },
            save: { _ in })
    }

    @Test func aTrialThatDivergesIsAnOutcome() throws {
        let state = try run(12)
        #expect(state.trials.map(\.number) == Array(0..<12))
        for trial in state.trials {
            #expect((trial.score == nil) == (trial.proposal.architecture.tokens == [2]))
        }
        #expect(state.trials.contains { $0.score == nil })
        let best = try #require(state.best)
        #expect(state.trials.allSatisfy { ($0.score ?? 0) <= best.score ?? 0 })
        #expect((best.costs[.parameters] ?? 0) > 0)
    }

    @Test func goingOnGivesWhatOneRunGives() throws {
        let whole = try run(6).trials
        #expect(try run(6, from: run(3)).trials == whole)
    }

    @Test func whatACheckThrowsEndsIt() throws {
        struct Stop: Error {}
        let search = try search()
        var calls = 0
        var saved = 0
        #expect(throws: Stop.self) {
            _ = try search.run(
                RandomSearch(search.family.space, seed: 2), from: .init(), isEnough: { _ in false },
                check: {
                    calls += 1
                    if calls > 9 { throw Stop() }
                }, save: { saved = $0.trials.count })
        }
        #expect(saved > 0)
    }
}
