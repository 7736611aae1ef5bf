import Foundation
import FrugalTrack
import Testing

@testable import FrugalSearch

/// Runs a trial of each behaviour, all of one pool, and gives their verdicts.
private func verdicts(
    _ behaviours: [Behaviour], in pool: TrialPool, memory: Int? = 96 << 20
) throws -> [TrialVerdict] {
    try withFolder { folder in
        var orders: [Int: TrialOrder] = [:]
        var verdicts: [Int: TrialVerdict] = [:]
        while verdicts.count < behaviours.count {
            while pool.free > 0, orders.count < behaviours.count {
                let number = orders.count
                let place = folder.appendingPathComponent("\(number)")
                try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
                let behaviour = behaviours[number]
                let order = TrialOrder(
                    number: number,
                    proposal: Proposal(try scriptedSpace().architecture([behaviour.rawValue, 1, 2, 3])),
                    seed: UInt64(number), folder: place.path,
                    seconds: [.loops, .cannotBeAsked].contains(behaviour) ? 0.5 : 60, memory: memory)
                orders[number] = order
                try pool.begin(order)
            }
            for case .ended(let ending) in try pool.wait(seconds: 5) {
                verdicts[ending.number] = ending.verdict(for: try #require(orders[ending.number]))
            }
        }
        return (0..<behaviours.count).compactMap { verdicts[$0] }
    }
}

private func failure(_ verdict: TrialVerdict) -> TrialFailure? {
    guard case .ended(let record) = verdict else { return nil }
    return record.failure
}

@Suite(.serialized, .enabled(if: ScriptedWorker.path != nil, "TrialWorker was not built beside the tests"))
struct PoolTests {
    /// Two studies in a row, the first of which is broken off: trials of the same numbers are not taken for each other's.
    @Test(arguments: [TrialPool.Isolation.forked, .started]) func aPoolServesOneStudyAfterTheOther(
        _ isolation: TrialPool.Isolation
    ) throws {
        try withFolder { folder in
            let pool = try ScriptedWorker.pool(width: 2, isolation: isolation)
            for number in 0..<2 {
                let order = TrialOrder(
                    number: number,
                    proposal: Proposal(try scriptedSpace().architecture([Behaviour.loops.rawValue, 1, 2, 3])), seed: 1,
                    folder: folder.path, seconds: 60)
                try pool.begin(order)
            }
            #expect(pool.free == 0)
            pool.clear()
            #expect(pool.free == 2 && pool.numbers.isEmpty)
            let found = try verdicts([.good, .good, .good], in: pool)
            #expect(found.count == 3 && found.allSatisfy { failure($0) == nil })
        }
    }

    @Test(arguments: [TrialPool.Isolation.forked, .started]) func aBadTrialIsAnOutcomeAndTheNextGoesOn(
        _ isolation: TrialPool.Isolation
    ) throws {
        let pool = try ScriptedWorker.pool(width: 2, isolation: isolation)
        let found = try verdicts(
            [
                .good, .notANumber, .crash, .throwsError, .allocates, .loops, .leaves, .traps, .allocatesTensors,
                .fullDisk,
                .isKilled, .cannotBeAsked, .good,
            ], in: pool)
        #expect(failure(found[1]) == .notANumber)
        #expect(failure(found[2]) == .crash)
        #expect(failure(found[3]) == .error)
        #expect(failure(found[4]) == .memory, "\(found[4])")
        #expect(failure(found[5]) == .time)
        #expect(failure(found[6]) == .crash)
        #expect(failure(found[7]) == .crash, "\(found[7])")
        #expect(failure(found[8]) == .memory, "\(found[8])")
        guard case .refused(let text) = found[9] else { throw FrugalError(.data, "", "not refused: \(found[9])") }
        #expect(text.contains("disk is full"))
        guard case .lost = found[10] else { throw FrugalError(.data, "", "not lost: \(found[10])") }
        #expect(failure(found[11]) == .time)
        for number in [0, 12] {
            guard case .ended(let record) = found[number] else { throw FrugalError(.data, "", "\(found[number])") }
            #expect(record.failure == nil)
            #expect(record.costs == [.parameters: 4])
        }
        // What a trap prints is kept where a person looks for it.
        guard case .ended(let trapped) = found[7] else { return }
        #expect(trapped.detail.contains("Index out of range"), "\(trapped.detail)")
    }

    @Test func theSameTrialGivesTheSameBitsInEitherIsolation() throws {
        func scores(_ isolation: TrialPool.Isolation) throws -> [Trial.Outcome] {
            let pool = try ScriptedWorker.pool(width: 2, isolation: isolation)
            return try verdicts([.good, .good, .good], in: pool).compactMap {
                if case .ended(let record) = $0 { record.outcome } else { nil }
            }
        }
        let forked = try scores(.forked)
        #expect(try forked == scores(.started))
        #expect(Set(forked).count == 3)
    }

    @Test func aStoppedTrialIsNoFailure() throws {
        let pool = try ScriptedWorker.pool(width: 1)
        try withFolder { folder in
            let order = TrialOrder(
                number: 0, proposal: Proposal(try scriptedSpace().architecture([Behaviour.loops.rawValue, 1, 2, 3])),
                seed: 1, folder: folder.path)
            try pool.begin(order)
            var verdict: TrialVerdict?
            while verdict == nil {
                for report in try pool.wait(seconds: 5) {
                    switch report {
                    case .began: pool.stop(0)
                    case .ended(let ending): verdict = ending.verdict(for: order)
                    case .step: break
                    }
                }
            }
            #expect(verdict == .stopped)
            #expect(pool.free == 1)
        }
    }

    @Test func aWorkerThatCannotStartIsAnErrorThatNamesIt() throws {
        for command in [
            WorkerCommand("/nowhere/worker", []), WorkerCommand(try #require(ScriptedWorker.path), ["fail"]),
        ] {
            let error = #expect(throws: FrugalError.self) {
                _ = try verdicts([.good], in: TrialPool(width: 1, command: command))
            }
            #expect(try #require(error).kind == .engine)
            #expect(try #require(error).subject.hasPrefix(command.path))
        }
    }

    @Test func aWorkerStartedByHandSaysSo() throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: try #require(ScriptedWorker.path))
        process.arguments = ["serve", "1", "0"]
        let pipe = Pipe()
        process.standardError = pipe
        try process.run()
        let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 1)
        #expect(text.contains("started by a search and not by hand"))
    }

    /// Store, process and bookkeeping together; the trials themselves do nothing.
    @Test func overheadIsSmall() throws {
        try withFolder { folder in
            let study = try scriptedStudy(in: folder)
            let pool = try ScriptedWorker.pool(width: 1, steps: 0)
            let searcher = ListSearch(space: try scriptedSpace(), behaviours: [.good])
            _ = try study.run(searcher, budget: StudyBudget(trials: 1), in: pool)
            try pool.prepare()
            while !pool.isReady { _ = try pool.wait(seconds: 1) }
            let clock = ContinuousClock()
            let took = try clock.measure {
                _ = try study.run(searcher, budget: StudyBudget(trials: 101), in: pool)
            }
            print("overhead: \(took / .seconds(1) * 10) ms a trial")
            #if !DEBUG
                #expect(took < .seconds(5))
            #endif
        }
    }
}
