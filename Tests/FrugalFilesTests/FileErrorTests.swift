import Foundation
import FrugalFiles
import Testing

@Suite struct FileErrorTests {
    @Test func saysWhatToDo() {
        let full = FileError.system(ENOSPC, at: "/data/a", doing: "write it")
        #expect(
            full.description == "/data/a: the disk is full, could not write it; "
                + "free some space and run the same command again; nothing that was there has changed.")
        #expect(full.remedySentence.hasPrefix("Free some space"))
    }

    @Test func readingAndWritingHaveRemediesOfTheirOwn() {
        let denied = FileError.system(EACCES, at: "a", doing: "read it", for: .reading)
        #expect(denied.remedy == "check who may read it")
        #expect(FileError.system(EACCES, at: "a", doing: "write it").remedy.hasPrefix("choose a folder"))
        #expect(FileError.system(ENOENT, at: "a", doing: "read it", for: .reading).problem.hasPrefix("no such file"))
        #expect(FileError.system(ENOENT, at: "a", doing: "write it").remedy == "create the folder first")
    }

    @Test func anyOtherRefusalIsInTheSystemsWords() {
        #expect(FileError.system(EIO, at: "a", doing: "write it").problem.contains(String(cString: strerror(EIO))))
    }
}
