import Foundation
import FrugalFiles
import Testing

@testable import FrugalTrack

@Suite struct TrackErrorTests {
    @Test func keepsWhatAFileErrorSays() {
        let full = FileError.system(ENOSPC, at: "/runs/a/run.json", doing: "write it")
        let error = trackError { try asTrackError { throw full } }
        #expect(error?.kind == .fileSystem)
        #expect(error?.description == full.description)
    }

    @Test func whatAReportMeetsIsATrackError() throws {
        try withTemporaryFolder { folder in
            let lost = folder.appendingPathComponent("none/report.html")
            let error = trackError { try Report(title: "a", summary: "b").write(to: lost) }
            #expect(error?.kind == .missing)
            #expect(error?.path == lost.path)
        }
    }
}
