import Testing

@testable import Frugal

@Suite struct SelectionTests {
    private let rows = [
        row("yardstick", right: 99, parameters: 0, role: .yardstick),
        row("small", right: 95, parameters: 10, operations: 300, latency: 3),
        row("middle", right: 96, parameters: 100, operations: 200, latency: 1),
        row("large", right: 97, loss: 0.2, parameters: 1000, operations: 900, latency: 2),
        row("twin", right: 97, loss: 0.3, parameters: 500, operations: 950, latency: 4),
    ]

    @Test func accuracyTakesTheBestAndBreaksTiesByLoss() {
        #expect(Selection.choose(from: rows, goal: .accuracy, within: 50)?.name == "large")
    }

    @Test(arguments: [
        (Goal.parameters, 2.0, "small"), (.parameters, 1.0, "middle"), (.parameters, 0.0, "twin"),
        (.operations, 1.0, "middle"),
        (.operations, 0.5, "large"), (.latency, 2.0, "middle"), (.latency, 0.9, "large"),
    ])
    func goalsTakeTheCheapestWithinTheMargin(goal: Goal, within: Double, name: String) {
        #expect(Selection.choose(from: rows, goal: goal, within: within)?.name == name)
    }

    @Test func neverTakesAFailureOrTheYardstick() {
        var failed = row("failed", right: 100)
        failed.failure = "out of memory"
        #expect(Selection.choose(from: [failed, rows[0]], goal: .accuracy, within: 1) == nil)
        #expect(Selection.choose(from: [failed, rows[1]], goal: .latency, within: 1)?.name == "small")
    }

    @Test func theFrontHoldsWhatNothingBeats() {
        #expect(Selection.front(of: rows, goal: .parameters).map(\.name) == ["small", "middle", "twin"])
        #expect(Selection.front(of: rows, goal: .latency).map(\.name) == ["middle", "large"])
    }

    @Test func theBoardIsSortedWithFailuresLast() {
        var failed = LeaderboardEntry(rows[1].candidate, role: .network)
        failed.failure = "diverged"
        let names = Leaderboard.sorted([failed] + rows).map(\.name)
        #expect(names == ["yardstick", "large", "twin", "middle", "small", "small"])
    }
}
