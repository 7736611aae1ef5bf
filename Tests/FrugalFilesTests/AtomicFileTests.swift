import Foundation
import Testing

@testable import FrugalFiles

@Suite struct AtomicFileTests {
    @Test func replacesTheWholeFileAndLeavesNothingBeside() throws {
        try withTemporaryFolder { folder in
            let file = folder.appendingPathComponent("새 파일.json")
            try AtomicFile.write(text: "first, longer", to: file)
            try AtomicFile.write([0x32], to: file)
            #expect(try bytes(of: file) == [0x32])
            #expect(try names(in: folder) == ["새 파일.json"])
        }
    }

    @Test func writesNoBytes() throws {
        try withTemporaryFolder { folder in
            let file = folder.appendingPathComponent("empty")
            try AtomicFile.write([], to: file)
            #expect(try bytes(of: file) == [])
        }
    }

    @Test(arguments: [ENOSPC, EDQUOT])
    func fullDiskLeavesTheOldFile(code: Int32) throws {
        try withTemporaryFolder { folder in
            let file = folder.appendingPathComponent("run.json")
            try AtomicFile.write(text: "old", to: file)
            var calls = FileCalls.system
            calls.write = { descriptor, bytes, count in
                // Half of the bytes find room.
                if count > 50 { return Foundation.write(descriptor, bytes, 50) }
                errno = code
                return -1
            }
            let long = [UInt8](repeating: 65, count: 100)
            let error = fileError { try AtomicFile.write(long, to: file, calls: calls) }
            #expect(error?.kind == .fileSystem)
            #expect(error?.description.contains("the disk is full") == true)
            #expect(error?.description.contains("run.json") == true)
            #expect(try bytes(of: file) == Array("old".utf8))
            #expect(try names(in: folder) == ["run.json"])
        }
    }

    @Test(arguments: [EROFS, EACCES])
    func readOnlyFolderIsNamed(code: Int32) throws {
        try withTemporaryFolder { folder in
            var calls = FileCalls.system
            calls.open = { _, _, _ in
                errno = code
                return -1
            }
            let error = fileError { try AtomicFile.write([1], to: folder.appendingPathComponent("a"), calls: calls) }
            #expect(error?.problem == "no permission, could not write it")
        }
    }

    @Test func aFailedSyncOrRenameLeavesTheOldFile() throws {
        try withTemporaryFolder { folder in
            let file = folder.appendingPathComponent("a")
            try AtomicFile.write(text: "old", to: file)
            var unsynced = FileCalls.system
            unsynced.sync = { _ in
                errno = EIO
                return -1
            }
            var unnamed = FileCalls.system
            unnamed.rename = { _, _ in
                errno = EIO
                return -1
            }
            for calls in [unsynced, unnamed] {
                #expect(throws: FileError.self) { try AtomicFile.write([1], to: file, calls: calls) }
                #expect(try bytes(of: file) == Array("old".utf8))
                #expect(try names(in: folder) == ["a"])
            }
        }
    }

    @Test func goesOnAfterASignalAndShortWrites() throws {
        try withTemporaryFolder { folder in
            let file = folder.appendingPathComponent("a")
            // Only this test's own thread calls it.
            nonisolated(unsafe) var turn = 0
            var calls = FileCalls.system
            calls.write = { descriptor, bytes, count in
                turn += 1
                if turn % 2 == 1 {
                    errno = EINTR
                    return -1
                }
                return Foundation.write(descriptor, bytes, min(count, 7))
            }
            let content = (0..<100).map { UInt8($0) }
            try AtomicFile.write(content, to: file, calls: calls)
            #expect(try bytes(of: file) == content)
        }
    }

    @Test func refusesFoldersDevicesAndMissingFolders() throws {
        try withTemporaryFolder { folder in
            #expect(fileError { try AtomicFile.write([1], to: folder) }?.kind == .conflict)
            #expect(fileError { try AtomicFile.write([1], to: URL(fileURLWithPath: "/dev/null")) }?.kind == .conflict)
            let lost = folder.appendingPathComponent("none/a")
            #expect(fileError { try AtomicFile.write([1], to: lost) }?.kind == .missing)
            let left = try names(in: folder)
            #expect(left.isEmpty)
        }
    }

    @Test func streamsPiecesAndKeepsTheOldFileWhereTheyFail() throws {
        try withTemporaryFolder { folder in
            let file = folder.appendingPathComponent("pieces")
            try AtomicFile.stream(to: file) { append in
                for piece in [[1, 2], [], [3]] as [[UInt8]] { try piece.withUnsafeBytes { try append($0) } }
            }
            #expect(try bytes(of: file) == [1, 2, 3])
            #expect(throws: CancellationError.self) {
                try AtomicFile.stream(to: file) { append in
                    try [UInt8](repeating: 9, count: 10).withUnsafeBytes { try append($0) }
                    throw CancellationError()
                }
            }
            #expect(try bytes(of: file) == [1, 2, 3])
            #expect(try names(in: folder) == ["pieces"])
        }
    }

    @Test func namesTheLinkAndNotWhatIsBehindIt() throws {
        try withTemporaryFolder { folder in
            let link = folder.appendingPathComponent("link")
            try AtomicFile.write([1], to: folder.appendingPathComponent("real"))
            try FileManager.default.createSymbolicLink(
                at: link, withDestinationURL: folder.appendingPathComponent("real"))
            var calls = FileCalls.system
            calls.sync = { _ in
                errno = ENOSPC
                return -1
            }
            #expect(fileError { try AtomicFile.write([2], to: link, calls: calls) }?.path == link.path)
        }
    }

    @Test func writesThroughASymbolicLink() throws {
        try withTemporaryFolder { folder in
            let file = folder.appendingPathComponent("real")
            let link = folder.appendingPathComponent("link")
            try AtomicFile.write([1], to: file)
            try FileManager.default.createSymbolicLink(at: link, withDestinationURL: file)
            try AtomicFile.write([2], to: link)
            #expect(try bytes(of: file) == [2])
            #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link.path) == file.path)
        }
    }
}
