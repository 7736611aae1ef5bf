import FrugalSearch
import FrugalTrack
import Testing

@testable import Frugal

@Suite struct SearchChoiceTests {
    private func trial(_ number: Int, _ score: Double?, parameters: Double) throws -> Trial {
        let space = try SearchSpace("one", family: "test", [Decision("digit", 0..<9)])
        return Trial(
            number, Proposal(try space.architecture([number])), score.map { .scored($0) } ?? .failed("out of memory"),
            costs: [.parameters: parameters])
    }

    @Test func theBestWinsAndOnlyTheCheapestWithinTheMarginBeatsIt() throws {
        let trials = [
            try trial(0, 0.90, parameters: 900), try trial(1, 0.897, parameters: 300),
            try trial(2, 0.85, parameters: 10), try trial(3, nil, parameters: 1),
        ]
        #expect(SearchChoice.winner(trials, goal: .accuracy, within: 0.5)?.number == 0)
        #expect(SearchChoice.winner(trials, goal: .parameters, within: 0.5)?.number == 1)
        #expect(SearchChoice.winner(trials, goal: .parameters, within: 0.2)?.number == 0)
        #expect(SearchChoice.winner(trials, goal: .parameters, within: 10)?.number == 2)
        #expect(SearchChoice.winner([trials[3]], goal: .accuracy, within: 1) == nil)
    }

    @Test func aShortTimeGoesToTheChosenNetwork() {
        func plan(_ seconds: Double, lanes: Int = 2) -> SearchPlan {
            SearchPlan(
                seconds: seconds, shares: .cheap, searches: 3, trainings: 3, rules: 2, lanes: lanes,
                pace: SearchPace(step: 0.01, look: 0.1), least: 50, limit: 5000)
        }
        // A whole training takes 50 s, and three of them on two lanes 100 s of the 30 % that are left.
        #expect(plan(400).shares == .cheap && plan(400).trainings == 3 && plan(400).searches == 3)
        #expect(plan(300).shares == SearchPlan.Shares.cheap.hurried && plan(300).trainings == 2)
        #expect(plan(300, lanes: 1).trainings == 2 && plan(200, lanes: 8).trainings == 3)
        // Sixteen trials of fifty steps take 9.6 s of one lane, and one search has 5.4 s of two.
        #expect(plan(60).searches == 1 && plan(60).trial.steps == 2500)
    }

    @Test func cheaperOnesAreTheBestOfEverSmallerCosts() throws {
        let trials = [
            try trial(0, 0.90, parameters: 900), try trial(1, 0.897, parameters: 300),
            try trial(2, 0.85, parameters: 220), try trial(3, nil, parameters: 1), try trial(4, 0.80, parameters: 100),
        ]
        func numbers(_ cost: Double, _ count: Int = 9) -> [Int] {
            SearchChoice.everCheaper(trials, kind: .parameters, below: cost, count: count).map(\.number)
        }
        // 220 is more than seven tenths of 300.
        #expect(numbers(1000) == [0, 1, 4])
        #expect(numbers(899) == [1, 4])
        #expect(numbers(250) == [2, 4])
        #expect(numbers(1000, 1) == [0])
        #expect(numbers(0) == [])
    }

    @Test func aNetworkMadeByHandSetsTheMarkAndIsNotChosen() throws {
        let space = try SearchSpace("one", family: "test", [Decision("digit", 0..<9)])
        func final(_ name: String, _ accuracy: Double, _ parameters: Double, found: Bool) throws -> SearchEvidence.Final
        {
            SearchEvidence.Final(
                name, group: found ? "evolution" : "preset", architecture: found ? try space.architecture([1]) : nil,
                trainings: [.init(seed: 1, validation: accuracy, seconds: 1)], costs: [.parameters: parameters])
        }
        let finals = [
            try final("preset", 0.95, 10, found: false), try final("large", 0.948, 500, found: true),
            try final("small", 0.944, 100, found: true),
        ]
        // Within half a point of the preset there is only the large one; the small one is the next to be tried.
        #expect(SearchChoice.order(finals, goal: .parameters, within: 0.5) == [1, 2])
        #expect(SearchChoice.order(finals, goal: .parameters, within: 1) == [2, 1])
        #expect(abs(SearchChoice.floor(finals, goal: .parameters, within: 1) - 94) < 1e-5)
        // Where none reaches the mark, the nearest comes first.
        #expect(SearchChoice.order(finals, goal: .parameters, within: 0.1) == [1, 2])
        #expect(SearchChoice.order(finals, goal: .accuracy, within: 1) == [1, 2])
        #expect(SearchChoice.order(Array(finals[...0]), goal: .accuracy, within: 1).isEmpty)
    }
}
