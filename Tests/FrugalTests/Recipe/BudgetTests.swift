import Testing

@testable import Frugal

/// A clock that stands still until it is told.
private final class Clock: @unchecked Sendable {
    var now = 100.0
}

@Suite struct BudgetTests {
    @Test func countsWhatEarlierProcessesUsed() {
        let clock = Clock()
        let budget = Budget(seconds: 60, usedBefore: 20) { clock.now }
        clock.now += 10
        #expect(budget.used == 30)
        #expect(budget.left == 30)
        clock.now += 100
        #expect(budget.left == 0)
    }

    @Test func sharesWhatIsLeftAfterTheReserve() {
        let clock = Clock()
        let budget = Budget(seconds: 100) { clock.now }
        clock.now += 20
        let deadline = budget.deadline(share: 0.5, keeping: 10)
        #expect(deadline == 55)
        #expect(!budget.hasPassed(deadline))
        clock.now += 35
        #expect(budget.hasPassed(deadline))
    }

    @Test func isEndlessWithoutALimit() {
        #expect(Budget(seconds: nil).left == .infinity)
    }

    @Test func sliceIsExtendedAtMostToItsLatestEnd() {
        let slice = TimeSlice(until: 10, atLatest: 20)
        #expect(slice.end(from: 5, needing: 2) == 10)
        #expect(slice.end(from: 5, needing: 9) == 14)
        #expect(slice.end(from: 5, needing: 90) == 20)
        #expect(TimeSlice(until: 10).end(from: 5, needing: 90) == 10)
    }
}
