import Foundation
import FrugalTrack
import Synchronization
import Testing

@testable import FrugalSearch

/// Clocks that a test sets.
final class SetClock: Sendable {
    private let times = Mutex((wall: 1_000_000.0, monotonic: 50.0))

    func advance(_ seconds: Double, wall: Double? = nil) {
        times.withLock {
            $0.monotonic += seconds
            $0.wall += wall ?? seconds
        }
    }

    func clock(boot: String = "first") -> TrialClock {
        TrialClock(
            wall: { self.times.withLock { $0.wall } }, monotonic: { self.times.withLock { $0.monotonic } }, boot: boot)
    }
}

private func definition(seed: UInt64 = 5) throws -> StudyDefinition {
    StudyDefinition(
        name: "store", space: try scriptedSpace(), searcher: "list", settings: .object(["lag": .integer(2)]),
        seed: seed,
        data: ["train": "abc"])
}

private func store(in folder: URL, _ clock: TrialClock = SetClock().clock(), pages: Int? = nil) throws -> TrialStore {
    try TrialStore(in: folder, as: definition(), clock: clock, maximumPages: pages)
}

private func proposal(_ number: Int) throws -> Proposal {
    Proposal(
        try scriptedSpace().architecture([number % 13, number % 4, 3, 0]), effort: 1 / 3,
        continues: number > 3 ? 2 : nil,
        parent: number > 3 ? 1 : nil)
}

@Suite struct TrialStoreTests {
    @Test func whatIsStoredComesBack() throws {
        try withFolder { folder in
            let before = try store(in: folder)
            for number in 0..<5 { #expect(try before.propose(number, proposal(number))) }
            #expect(try !before.propose(2, proposal(4)))
            let scores = [0.1 + 0.2, -1.5e-300, .infinity]
            for score in scores {
                let lease = try #require(try before.claim("me", for: 10))
                let record = TrialRecord(score: score, costs: [.parameters: 12, .energy: .nan], seconds: 1.5)
                #expect(try before.finish(lease, record, spent: 2) == .counted)
            }
            let failed = try #require(try before.claim("me", for: 10))
            #expect(failed.number == 3 && failed.token == 1)
            #expect(
                try before.finish(failed, TrialRecord(.memory, "memory ended", detail: "much"), spent: 0.5) == .counted)

            let after = try TrialStore(in: folder)
            #expect(after.definition == (try definition()))
            let trials = try after.trials()
            #expect(trials.map(\.number) == Array(0..<5))
            #expect(try trials.map(\.proposal) == (0..<5).map(proposal))
            #expect(trials[0].trial == Trial(0, try proposal(0), .scored(0.1 + 0.2), costs: [.parameters: 12]))
            #expect(trials[1].trial?.outcome == .scored(-1.5e-300))
            #expect(trials[2].record?.failure == .notANumber)
            #expect(trials[3].record == TrialRecord(.memory, "memory ended", detail: "much"))
            #expect(trials[4].state == .proposed && trials[4].trial == nil)
            #expect(try after.ended().count == 4)
            #expect(try after.spent() == 6.5)
        }
    }

    @Test func ofTwoOwnersOfOneLeaseOneCounts() throws {
        try withFolder { folder in
            let time = SetClock()
            let (one, other) = (try store(in: folder, time.clock()), try store(in: folder, time.clock()))
            try one.propose(0, proposal(0))
            let slow = try #require(try one.claim("slow", for: 10))
            #expect(try other.claim("quick", for: 10) == nil)
            time.advance(9)
            #expect(try one.extend(slow, for: 10))
            time.advance(9)
            #expect(try other.claim("quick", for: 10) == nil)
            time.advance(2)
            let quick = try #require(try other.claim("quick", for: 10))
            #expect(quick.number == 0 && quick.token == 2)
            #expect(try !one.extend(slow, for: 10))
            #expect(try !one.release(slow))
            // The slow one comes first, and still does not count.
            #expect(try one.finish(slow, TrialRecord(score: 1)) == .late)
            #expect(try other.finish(quick, TrialRecord(score: 2)) == .counted)
            #expect(try other.finish(quick, TrialRecord(score: 3)) == .late)
            #expect(try one.ended().map(\.score) == [2])
            let late = try one.lateResults()
            #expect(late.map(\.token) == [1, 2])
            #expect(late.map(\.record.outcome) == [.scored(1), .scored(3)])
        }
    }

    @Test func aResultAfterTheLeaseRanOutCountsWhereNobodyElseHasIt() throws {
        try withFolder { folder in
            let time = SetClock()
            let store = try store(in: folder, time.clock())
            try store.propose(0, proposal(0))
            let lease = try #require(try store.claim("asleep", for: 10))
            time.advance(1000)
            #expect(try store.finish(lease, TrialRecord(score: 1)) == .counted)
            #expect(try store.claim("another", for: 10) == nil)
        }
    }

    /// The wall clock jumps by years, in both directions, between any two calls.
    @Test func aClockThatJumpsLosesAndDoublesNothing() throws {
        try withFolder { folder in
            let time = SetClock()
            let store = try store(in: folder, time.clock())
            for number in 0..<20 { try store.propose(number, proposal(number)) }
            var ended: [Int] = []
            for turn in 0..<20 {
                let lease = try #require(try store.claim("me", for: 10))
                time.advance(1, wall: turn % 2 == 0 ? 3e8 : -4e8)
                // A lease that runs is not taken for one that ran out, whatever the wall clock says.
                if turn < 19 {
                    let next = try #require(try store.claim("other", for: 10))
                    #expect(next.number == lease.number + 1)
                    try store.release(next)
                }
                #expect(try store.finish(lease, TrialRecord(score: Double(turn))) == .counted)
                ended.append(lease.number)
            }
            #expect(ended == Array(0..<20))
            #expect(try store.lateResults().isEmpty)
        }
    }

    @Test func aLeaseFromBeforeARestartOfTheMachineIsOver() throws {
        try withFolder { folder in
            let time = SetClock()
            try store(in: folder, time.clock()).propose(0, proposal(0))
            #expect(try store(in: folder, time.clock()).claim("gone", for: 1e6) != nil)
            // The monotonic clock begins anew, so the time of expiry means nothing.
            let later = try store(in: folder, SetClock().clock(boot: "second"))
            #expect(try later.claim("me", for: 10)?.token == 2)
        }
    }

    @Test func listingTenThousandIsQuick() throws {
        try withFolder { folder in
            let store = try store(in: folder)
            let tokens = (0..<40).map { String($0 % 5) }.joined(separator: " ")
            try store.execute(
                """
                WITH RECURSIVE counted(number) AS (
                    SELECT 0 UNION ALL SELECT number + 1 FROM counted WHERE number < 9999)
                INSERT INTO trial (number, tokens, effort, state, token, score, seconds, parameters, latency)
                SELECT number, '\(tokens)', 1, 2, 1, number / 3.0, 3, 1000, 0.5 FROM counted
                """)
            let clock = ContinuousClock()
            var count = 0
            let best = try (0..<3).map { _ in try clock.measure { count = try store.ended().count } }.min()
            let seconds = try #require(best) / .seconds(1)
            print("listing 10,000 trials: \(Int(seconds * 1000)) ms")
            #expect(count == 10_000)
            #if !DEBUG
                #expect(seconds < 0.2)
            #endif
        }
    }

    @Test func bookkeepingIsQuick() throws {
        try withFolder { folder in
            let store = try store(in: folder)
            let clock = ContinuousClock()
            let took = try clock.measure {
                for number in 0..<200 {
                    try store.propose(number, proposal(number))
                    let lease = try #require(try store.claim("me", for: 10))
                    #expect(try store.extend(lease, for: 10))
                    #expect(try store.finish(lease, TrialRecord(score: 1)) == .counted)
                }
            }
            print("store: \(took / .seconds(1) * 5) ms a trial")
            #if !DEBUG
                #expect(took < .seconds(2))
            #endif
        }
    }
}
