import Foundation
import FrugalFiles
import Testing

@testable import FrugalTrack

private struct Recipe: Codable, Equatable {
    var epochs = 3
    var rate = 0.1
    var name = "</script> 새 🐦"
    var big = UInt64.max
}

@Suite struct RunFolderTests {
    private func record(_ recipe: Recipe = Recipe(), seed: UInt64 = 7) throws -> RunRecord {
        try RunRecord(recipe: recipe, seed: seed, versions: ["Frugal": "0.1"], dataHashes: ["train": "ab"])
    }

    @Test func keepsEverythingAndGoesOn() throws {
        try withTemporaryFolder { parent in
            let url = parent.appendingPathComponent("deep/run")
            do {
                let run = try RunFolder(at: url, record: record())
                #expect(!run.isResumed)
                let answer = try run.phase("baselines") { 42 }
                #expect(answer == 42)
                try run.save([1, 2, 3], as: "state.json")
                try run.scalar("loss", .nan, step: 1)
                try run.text("note", "line\nbreak")
                try run.update {
                    $0.ledger = LedgerRecord(parameters: 10, seconds: 1.5)
                    $0.testReads = 1
                }
            }
            let run = try RunFolder(at: url, record: record())
            #expect(run.isResumed)
            #expect(run.record.resumptions == 1)
            #expect(run.record.ledger?.parameters == 10)
            #expect(run.hasFinished("baselines"))
            #expect(!run.hasFinished("ladder"))
            #expect(try run.saved([Int].self, as: "state.json") == [1, 2, 3])
            #expect(try run.saved([Int].self, as: "other.json") == nil)
            let events = try run.events.events()
            #expect(events.count == 4)
            guard case .scalar("loss", let value, 1) = events[2].body else {
                Issue.record("the scalar is missing")
                return
            }
            #expect(value.isNaN)
            #expect(events[3].body == .text(name: "note", text: "line\nbreak"))
            let board = try names(in: url).filter { $0.contains("tfevents") }
            #expect(board.count == 1)
        }
    }

    @Test func aPhaseThatFailsIsNotFinished() throws {
        struct Failure: Error {}
        try withTemporaryFolder { url in
            let run = try RunFolder(at: url, record: record())
            #expect(throws: Failure.self) { try run.phase("ladder") { throw Failure() } }
            #expect(!run.hasFinished("ladder"))
        }
    }

    @Test func refusesAnotherExperiment() throws {
        try withTemporaryFolder { url in
            do { _ = try RunFolder(at: url, record: record()) }
            let before = try bytes(of: url.appendingPathComponent("run.json"))
            for other in [try record(seed: 8), try record(Recipe(epochs: 4))] {
                #expect(trackError { _ = try RunFolder(at: url, record: other) }?.kind == .conflict)
            }
            #expect(try bytes(of: url.appendingPathComponent("run.json")) == before)
        }
    }

    @Test func lockKeepsASecondWriterOut() throws {
        try withTemporaryFolder { url in
            let first = try RunFolder(at: url, record: record())
            let error = trackError { _ = try RunFolder(at: url, record: record()) }
            #expect(error?.kind == .locked)
            #expect(error?.problem.contains("(\(getpid()))") == true)
            withExtendedLifetime(first) {}
        }
        try withTemporaryFolder { url in
            do { _ = try RunFolder(at: url, record: record()) }
            _ = try RunFolder(at: url, record: record())
        }
    }

    @Test func sweepsUpAfterAKilledWriter() throws {
        try withTemporaryFolder { url in
            try AtomicFile.write([1], to: url.appendingPathComponent(".frugal-1234.tmp"))
            try AtomicFile.write([1], to: url.appendingPathComponent("mine.tmp"))
            _ = try RunFolder(at: url, record: record())
            #expect(try names(in: url) == [".lock", "events.jsonl", "mine.tmp", "run.json"])
        }
    }

    @Test func aFileInTheWayIsNamed() throws {
        try withTemporaryFolder { folder in
            let file = folder.appendingPathComponent("notes")
            try AtomicFile.write([1], to: file)
            for url in [file, file.appendingPathComponent("run")] {
                let error = trackError { _ = try RunFolder(at: url, record: record()) }
                #expect(error?.kind == .conflict)
                #expect(error?.path == file.path)
            }
        }
    }

    @Test func damagedOrNewerRecordsAreNamed() throws {
        try withTemporaryFolder { url in
            let file = url.appendingPathComponent("run.json")
            try AtomicFile.write(text: "{\"format\": 1, \"recipe\":", to: file)
            let damaged = trackError { _ = try RunFolder(at: url, record: record()) }
            #expect(damaged?.kind == .malformed)
            #expect(damaged?.path.hasSuffix("run.json") == true)
            try AtomicFile.write(text: "{\"format\": 3}", to: file)
            #expect(trackError { _ = try RunFolder(at: url, record: record()) }?.kind == .newerFormat)
        }
    }

    @Test func recordIsReadableJSON() throws {
        try withTemporaryFolder { url in
            let run = try RunFolder(at: url, record: record())
            let text = String(decoding: try bytes(of: url.appendingPathComponent("run.json")), as: UTF8.self)
            #expect(text.contains("\"big\" : 18446744073709551615"))
            #expect(text.contains("</script> 새 🐦"))
            #expect(run.record.recipe["epochs"] == .integer(3))
        }
    }
}

@Suite struct EventLogTests {
    private let clock: @Sendable () -> Double = { 1000.5 }

    @Test(arguments: ["{\"kind\":\"scal", "{}", "\0\0\0\0\n", "x\ny\n{\"time\":1"])
    func dropsATornTail(tail: String) throws {
        try withTemporaryFolder { folder in
            let url = folder.appendingPathComponent("events.jsonl")
            try EventLog(at: url, clock: clock).append(.scalar(name: "a", value: 0.5, step: 1))
            let whole = try bytes(of: url)
            try AtomicFile.write(whole + Array(tail.utf8), to: url)
            #expect(try EventLog.read(url).count == 1)
            let log = try EventLog(at: url, clock: clock)
            #expect(try bytes(of: url) == whole)
            try log.append(.phaseBegan(name: "b"))
            #expect(try log.events().map(\.body) == [.scalar(name: "a", value: 0.5, step: 1), .phaseBegan(name: "b")])
        }
    }

    @Test func linesAreFlatObjects() throws {
        try withTemporaryFolder { folder in
            let url = folder.appendingPathComponent("events.jsonl")
            let log = try EventLog(at: url, clock: clock)
            try log.append(.scalar(name: "loss/train", value: .infinity, step: 2))
            try log.append(.phaseEnded(name: "fit", seconds: 2.5))
            let text = String(decoding: try bytes(of: url), as: UTF8.self)
            #expect(
                text == """
                    {"kind":"scalar","name":"loss/train","step":2,"time":1000.5,"value":"inf"}
                    {"kind":"phase-ended","name":"fit","seconds":2.5,"time":1000.5}

                    """)
        }
    }

    @Test func damageInTheMiddleIsNamedByLine() throws {
        try withTemporaryFolder { folder in
            let url = folder.appendingPathComponent("events.jsonl")
            let log = try EventLog(at: url, clock: clock)
            try log.append(.phaseBegan(name: "a"))
            let line = try bytes(of: url)
            try AtomicFile.write(line + Array("broken\n".utf8) + line, to: url)
            #expect(trackError { _ = try EventLog.read(url) }?.path.hasSuffix("events.jsonl line 2") == true)
        }
    }

    @Test func aFullDiskLeavesWholeLines() throws {
        try withTemporaryFolder { folder in
            let url = folder.appendingPathComponent("events.jsonl")
            let isFull = Locked(false)
            var calls = FileCalls.system
            calls.write = { descriptor, bytes, count in
                guard isFull.withLock({ $0 }) else { return Foundation.write(descriptor, bytes, count) }
                if count > 20 { return Foundation.write(descriptor, bytes, 20) }
                errno = ENOSPC
                return -1
            }
            let log = try EventLog(at: url, clock: clock, calls: calls)
            try log.append(.phaseBegan(name: "a rather long name"))
            let whole = try bytes(of: url)
            isFull.withLock { $0 = true }
            // 20 bytes go in, then as many again as fit, and the rest does not.
            let error = trackError { try log.append(.phaseBegan(name: "b")) }
            #expect(error?.description.contains("the disk is full") == true)
            #expect(try bytes(of: url) == whole)
        }
    }
}
