import FrugalNN
import FrugalTensor
import FrugalTrack
import Testing

@testable import FrugalSearch

/// Eight decisions of three options; the score is the share of 2s.
private let space = try? SearchSpace("ternary", family: "test", (0..<8).map { Decision("digit", at: "\($0)", 0..<3) })

private func score(_ architecture: Architecture) -> Double {
    Double(architecture.tokens.count { $0 == 2 }) / 8
}

/// Runs a search in which trial `number` fails where `fails` says so, asking a fresh copy of the searcher each time or the
/// same one.
private func trials(
    of searcher: some Searcher, _ count: Int, fresh: Bool = false, fails: (Int) -> Bool = { _ in false }
) throws -> [Trial] {
    var kept = searcher
    var trials: [Trial] = []
    for number in 0..<count {
        var asked = fresh ? searcher : kept
        let prefix = asked.prefix(for: number)
        let proposal = try asked.propose(
            number, after: Array(trials[..<prefix]), pending: trials[prefix...].map(\.proposal))
        kept = asked
        trials.append(
            Trial(
                number, proposal,
                fails(number) ? .failed("on purpose") : .scored(score(proposal.architecture) * proposal.effort)))
    }
    return trials
}

private func searchers(_ space: SearchSpace, lag: Int) throws -> [any Searcher] {
    var evolution = RegularizedEvolution.Settings()
    evolution.lag = lag
    var halving = SuccessiveHalving.Settings()
    halving.lag = lag
    return [
        RandomSearch(space, seed: 3), try RegularizedEvolution(space, settings: evolution, seed: 3),
        try SuccessiveHalving(space, settings: halving, seed: 3),
        try ReinforceSearch(space, settings: .tables, seed: 3),
    ]
}

@Suite struct SearcherTests {
    @Test(arguments: [1, 3]) func aProposalFollowsFromTrialsSeedAndNumberAlone(lag: Int) throws {
        for searcher in try searchers(try #require(space), lag: lag) {
            let once = try trials(of: searcher, 45)
            let again = try trials(of: searcher, 45, fresh: true)
            #expect(once == again, "\(searcher.name)")
        }
    }

    @Test func anotherSeedGivesAnotherSearch() throws {
        let space = try #require(space)
        #expect(
            try trials(of: RandomSearch(space, seed: 1), 10).map(\.proposal)
                != trials(of: RandomSearch(space, seed: 2), 10).map(\.proposal))
    }

    @Test func aSearcherSurvivesTrialsThatFail() throws {
        for searcher in try searchers(try #require(space), lag: 1) {
            let all = try trials(of: searcher, 60, fails: { _ in true })
            #expect(all.count == 60)
            let some = try trials(of: searcher, 60, fails: { $0 % 3 == 0 })
            let failed = Set(some.filter { $0.score == nil }.map(\.number))
            #expect(some.allSatisfy { trial in trial.proposal.parent.map { !failed.contains($0) } ?? true })
        }
    }

    @Test func evolutionBeginsWithWhatIsGivenAndGoesOnFromThere() throws {
        let space = try #require(space)
        var random = RandomStream(seed: 8)
        let starts = try (0..<3).map { _ in try space.random(using: &random) }
        var settings = RegularizedEvolution.Settings()
        settings.population = 3
        let found = try trials(of: RegularizedEvolution(space, settings: settings, starts: starts, seed: 5), 4)
        #expect(found.prefix(3).map(\.proposal.architecture) == starts)
        #expect(found.prefix(3).allSatisfy { $0.proposal.parent == nil } && found[3].proposal.parent != nil)
    }

    @Test func evolutionKeepsToTheLatestAndMutatesOneDecision() throws {
        let space = try #require(space)
        let found = try trials(of: RegularizedEvolution(space, seed: 5), 200)
        for trial in found {
            guard let parent = trial.proposal.parent else {
                #expect(trial.number < 20)
                continue
            }
            #expect(trial.number - parent <= 20)
            let changed = zip(found[parent].proposal.architecture.tokens, trial.proposal.architecture.tokens)
                .count { $0 != $1 }
            #expect(changed == 1)
        }
        // A random architecture scores a third.
        #expect(found.suffix(50).compactMap(\.score).reduce(0, +) / 50 > 0.6)
    }

    @Test func halvingPromotesTheBestThirdOnceEach() throws {
        let space = try #require(space)
        let searcher = try SuccessiveHalving(space, seed: 7)
        let found = try trials(of: searcher, 120)
        let continued = found.compactMap(\.proposal.continues)
        #expect(Set(continued).count == continued.count)
        #expect(Set(found.map(\.proposal.effort)).count == 3)
        for trial in found {
            guard let origin = trial.proposal.continues else {
                #expect(abs(trial.proposal.effort - 1.0 / 9) < 1e-12)
                continue
            }
            #expect(found[origin].proposal.architecture == trial.proposal.architecture)
            #expect(abs(trial.proposal.effort - 3 * found[origin].proposal.effort) < 1e-12)
            // Among those of its rung that had ended by then, it was in the better third.
            let before = found[..<trial.number].filter { $0.proposal.effort == found[origin].proposal.effort }
            let better = before.filter { ($0.score ?? 0) > (found[origin].score ?? 0) }
            #expect(better.count < before.count / 3)
        }
    }

    @Test func theControllerLearnsAndItsEntropyFalls() throws {
        let space = try #require(space)
        var searcher = try ReinforceSearch(space, settings: .tables, seed: 1)
        let found = try trials(of: searcher, 200)
        let first = found.prefix(50).compactMap(\.score).reduce(0, +) / 50
        let last = found.suffix(50).compactMap(\.score).reduce(0, +) / 50
        #expect(last > first + 0.2)
        let best = try searcher.mostProbable(after: found)
        #expect(score(best.architecture) > 0.7)
        #expect(searcher.entropies.count == 40)
        // Eight decisions of three equally likely options: 8 ln 3 nats.
        #expect(abs(searcher.entropies[0] - 8.789) < 0.05)
        #expect(try #require(searcher.entropies.last) < 7)
    }

    @Test func aFrontHoldsWhatNothingBeats() throws {
        let proposal = Proposal(try #require(space).architecture([0, 0, 0, 0, 0, 0, 0, 0]))
        let points = [(0.9, 100.0), (0.8, 50), (0.8, 60), (0.95, 200), (0.7, 55), (0.9, 100)]
        let trials = points.enumerated().map { number, point in
            Trial(number, proposal, .scored(point.0), costs: [.parameters: point.1])
        }
        #expect(ParetoFront(trials, costs: [.parameters]).members.map(\.number) == [3, 0, 1])
        #expect(ParetoFront(trials, costs: []).members.map(\.number) == [3])
        #expect(ParetoFront(trials, costs: [.latency]).members.isEmpty)
    }
}
