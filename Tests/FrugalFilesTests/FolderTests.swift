import Foundation
import FrugalFiles
import Testing

@Suite struct FolderTests {
    @Test func makesAFolderAndThoseAboveIt() throws {
        try withTemporaryFolder { folder in
            let deep = folder.appendingPathComponent("a/b/c")
            try AtomicFile.makeFolder(deep)
            try AtomicFile.makeFolder(deep)
            #expect(try names(in: folder.appendingPathComponent("a/b")) == ["c"])
        }
    }

    @Test func aFileInTheWayIsNamed() throws {
        try withTemporaryFolder { folder in
            let file = folder.appendingPathComponent("a")
            try AtomicFile.write([1], to: file)
            let error = fileError { try AtomicFile.makeFolder(file.appendingPathComponent("b")) }
            #expect(error?.kind == .conflict)
            #expect(error?.path == file.path)
        }
    }

    @Test func removesOnlyItsOwnLeftovers() throws {
        try withTemporaryFolder { folder in
            for name in [".frugal-1234.tmp", "mine.tmp", ".frugal-notes"] {
                try AtomicFile.write([1], to: folder.appendingPathComponent(name))
            }
            AtomicFile.removeLeftovers(in: folder)
            #expect(try names(in: folder) == [".frugal-notes", "mine.tmp"])
        }
    }
}
