import Foundation
import FrugalTrack
import Testing

@testable import FrugalSearch

@Suite(.serialized, .enabled(if: ScriptedWorker.path != nil, "TrialWorker was not built beside the tests"))
struct StudyTests {
    @Test func aCountBudgetGivesTheSameBitsInAnyNumberOfLanesAndProcesses() throws {
        // Behaviours that wait for a limit, or stop the study, are out of reach.
        let space = try SearchSpace(
            "quick", family: "test",
            [Decision("behaviour", at: "0", 0..<5)] + (1..<4).map { Decision("digit", at: "\($0)", 0..<4) })
        func trials(width: Int, stopEvery: Int?) throws -> [Trial] {
            try withFolder { folder in
                var settings = RegularizedEvolution.Settings()
                settings.population = 6
                settings.lag = 3
                let searcher = try RegularizedEvolution(space, settings: settings, seed: 3)
                let definition = StudyDefinition(name: "evolution", space: space, searcher: searcher.name, seed: 3)
                var end = StudyEnd.asked
                for _ in 0..<30 where end == .asked {
                    let study = try Study(in: folder, as: definition)
                    var ended = 0
                    end = try study.run(
                        searcher, budget: StudyBudget(trials: 24), in: ScriptedWorker.pool(width: width, steps: 3),
                        isAskedToStop: { stopEvery.map { ended >= $0 } ?? false },
                        hear: { if case .ended = $0 { ended += 1 } })
                }
                #expect(end == .trials)
                return try TrialStore(in: folder).ended()
            }
        }
        let once = try trials(width: 1, stopEvery: nil)
        #expect(once.count == 24)
        #expect(once.contains { $0.score == nil } && once.contains { $0.score != nil })
        #expect(try once == trials(width: 3, stopEvery: nil))
        #expect(try once == trials(width: 2, stopEvery: 7))
    }

    @Test func aTimeBudgetIsKeptAndItsDecisionsAreWrittenDown() throws {
        try withFolder { folder in
            let searcher = ListSearch(space: try scriptedSpace(), behaviours: [.good])
            let clock = ContinuousClock()
            func run(_ seconds: Double) throws -> (end: StudyEnd, took: Double) {
                let study = try scriptedStudy(in: folder)
                // Trials of 0.2 s.
                let pool = try ScriptedWorker.pool(width: 2, steps: 4, milliseconds: 50)
                try pool.prepare()
                while !pool.isReady { _ = try pool.wait(seconds: 1) }
                var end = StudyEnd.asked
                let took = try clock.measure {
                    end = try study.run(searcher, budget: StudyBudget(seconds: seconds), in: pool)
                }
                return (end, took / .seconds(1))
            }
            let first = try run(1)
            #expect(first.end == .time)
            #expect(first.took < 1 * 1.05 + 0.25, "\(first.took)")
            let store = try TrialStore(in: folder)
            let few = try store.ended().count
            #expect(few > 0)
            #expect(try abs(store.spent() - first.took) < 0.25)
            #expect(
                try store.notes().contains { $0.text.contains("no more trials begun") || $0.text.contains("is over") })
            // The seconds of the first process count.
            let second = try run(1.8)
            #expect(second.took < 1.2, "\(second.took)")
            #expect(try store.ended().count > few)
            let third = try run(1.8)
            #expect(third.took < 0.3)
            #expect(try store.trials().allSatisfy { $0.state != .leased })
        }
    }

    @Test func oneProcessAtATime() throws {
        try withFolder { folder in
            let study = try scriptedStudy(in: folder)
            let error = #expect(throws: TrackError.self) { _ = try scriptedStudy(in: folder) }
            #expect(try #require(error).kind == .locked)
            #expect(study.folder == folder)
        }
    }

    @Test func aTrialKilledAgainAndAgainIsGivenUp() throws {
        try withFolder { folder in
            let study = try scriptedStudy(in: folder)
            let searcher = ListSearch(space: try scriptedSpace(), behaviours: [.good, .isKilled])
            let end = try study.run(
                searcher, budget: StudyBudget(trials: 4), limits: TrialLimits(losses: 3), in: ScriptedWorker.pool())
            #expect(end == .trials)
            let trials = try study.store.trials()
            #expect(trials.map(\.record?.failure) == [nil, .lost, nil, .lost])
            #expect(trials.map(\.attempt) == [1, 3, 1, 3])
        }
    }

    /// A trial that finds the disk full has not failed, and when there is room again it goes on.
    @Test func aFullDiskEndsTheStudyAndNotTheTrial() throws {
        try withFolder { folder in
            let space = try scriptedSpace()
            do {
                let study = try scriptedStudy(in: folder)
                let searcher = ListSearch(space: space, behaviours: [.good, .fullDisk])
                let error = #expect(throws: FrugalError.self) {
                    try study.run(searcher, budget: StudyBudget(trials: 4), in: ScriptedWorker.pool())
                }
                #expect(try #require(error).description.contains("disk is full"))
            }
            let states = try TrialStore(in: folder).trials().map(\.state)
            #expect(states[1] == .proposed && !states.contains(.leased))
        }
    }

    @Test func aBudgetWithoutEndOrBeginningIsRefused() throws {
        try withFolder { folder in
            let study = try scriptedStudy(in: folder)
            let searcher = ListSearch(space: try scriptedSpace(), behaviours: [.good])
            for budget in [
                StudyBudget(), StudyBudget(trials: 0), StudyBudget(seconds: -1), StudyBudget(seconds: .nan),
                StudyBudget(seconds: .infinity),
            ] {
                let error = #expect(throws: FrugalError.self) {
                    try study.run(searcher, budget: budget, in: ScriptedWorker.pool())
                }
                #expect(try #require(error).kind == .usage)
            }
        }
    }
}
