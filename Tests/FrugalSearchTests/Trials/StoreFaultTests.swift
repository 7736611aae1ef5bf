import Foundation
import FrugalTrack
import Testing

@testable import FrugalSearch

private func definition(seed: UInt64 = 5) throws -> StudyDefinition {
    StudyDefinition(name: "store", space: try scriptedSpace(), searcher: "list", seed: seed)
}

/// The error of opening the store in `folder`.
private func refusal(_ folder: URL, seed: UInt64 = 5) throws -> TrackError {
    let error = #expect(throws: TrackError.self) { _ = try TrialStore(in: folder, as: definition(seed: seed)) }
    return try #require(error)
}

@Suite struct StoreFaultTests {
    private func sql(_ text: String, in folder: URL) throws {
        try TrialStore(in: folder, as: definition()).execute(text)
    }

    @Test func aStoreFromANewerVersionIsRefused() throws {
        try withFolder { folder in
            try sql("PRAGMA user_version = 2", in: folder)
            let error = try refusal(folder)
            #expect(error.kind == .newerFormat)
            #expect(error.path == folder.appendingPathComponent("trials.sqlite").path)
            #expect(error.description.contains("format 2") && error.remedy.contains("update Frugal"))
        }
    }

    @Test func aDamagedFileIsRefused() throws {
        try withFolder { folder in
            let url = folder.appendingPathComponent(TrialStore.fileName)
            try Data("this is a diary and no database, and long enough for a header".utf8).write(to: url)
            #expect(try refusal(folder).kind == .malformed)
        }
    }

    /// Bytes are turned over all through the file: it opens, or is refused, and reading it ends in a list or an error.
    @Test func bytesTurnedOverNeverCrash() throws {
        try withFolder { folder in
            let store = try TrialStore(in: folder, as: definition())
            for number in 0..<60 {
                try store.propose(number, Proposal(scriptedSpace().architecture([1, 2, 3, 0])))
                let lease = try #require(try store.claim("me", for: 10))
                try store.finish(lease, TrialRecord(score: 1, costs: [.latency: 2]))
            }
            try store.note("a note")
            // SQLite's own copy holds what lies in the log as well.
            let copy = folder.appendingPathComponent("copy")
            try store.copy(to: copy)
            let whole = try Data(contentsOf: copy)
            var refused = 0
            for turn in 0..<150 {
                let place = folder.appendingPathComponent("broken-\(turn)")
                try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
                var bytes = whole
                for offset in 0..<8 {
                    bytes[(turn * 7919 + offset) % bytes.count] ^= UInt8(truncatingIfNeeded: 0x5A &+ turn)
                }
                if turn % 10 == 9 { bytes = bytes.prefix(bytes.count * turn / 150) }
                try bytes.write(to: place.appendingPathComponent(TrialStore.fileName))
                do {
                    let broken = try TrialStore(in: place)
                    _ = try broken.trials()
                    _ = try broken.notes()
                } catch let error as TrackError {
                    refused += 1
                    #expect(error.path.hasPrefix(place.path), "\(error)")
                }
            }
            #expect(refused > 10)
        }
    }

    @Test func valuesOfTheWrongTypeAreRefused() throws {
        try withFolder { folder in
            let store = try TrialStore(in: folder, as: definition())
            try store.propose(0, Proposal(scriptedSpace().architecture([1, 2, 3, 0])))
            #expect(throws: TrackError.self) {
                try store.execute("UPDATE trial SET effort = 'much'")
            }
            #expect(try store.trials().count == 1)
        }
    }

    @Test func anotherProgramsDatabaseIsLeftAlone() throws {
        try withFolder { folder in
            try sql("PRAGMA application_id = 7", in: folder)
            #expect(try refusal(folder).kind == .conflict)
        }
    }

    @Test func anotherStudyIsRefusedAndNamesWhatDiffers() throws {
        try withFolder { folder in
            _ = try TrialStore(in: folder, as: definition())
            let error = try refusal(folder, seed: 6)
            #expect(error.kind == .conflict && error.problem.contains("another seed"))
        }
    }

    @Test func aStudyThatIsNotThereIsNotMade() throws {
        try withFolder { folder in
            #expect(throws: TrackError.self) { try TrialStore(in: folder) }
            let left = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            #expect(left.isEmpty)
        }
    }

    @Test func aFullDiskLeavesWhatWasThere() throws {
        try withFolder { folder in
            let store = try TrialStore(in: folder, as: definition(), clock: .system, maximumPages: 24)
            var stored = 0
            let error = #expect(throws: TrackError.self) {
                while stored < 10_000 {
                    try store.propose(stored, Proposal(scriptedSpace().architecture([1, 2, 3, 0])))
                    let lease = try #require(try store.claim("me", for: 10))
                    try store.finish(lease, TrialRecord(.error, String(repeating: "long ", count: 100)))
                    stored += 1
                }
            }
            #expect(try #require(error).kind == .fileSystem)
            #expect(try #require(error).description.contains("disk is full"))
            #expect(stored > 20 && stored < 10_000)
            // What was there still is, and with room again the study goes on.
            #expect(try store.ended().count == stored)
            let roomy = try TrialStore(in: folder, as: definition())
            #expect(try roomy.ended().count == stored)
            try roomy.propose(stored, Proposal(scriptedSpace().architecture([1, 2, 3, 0])))
            #expect(try roomy.propose(stored + 1, Proposal(scriptedSpace().architecture([1, 2, 3, 0]))))
        }
    }
}
