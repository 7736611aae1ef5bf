import Foundation
import FrugalFiles
import Testing

@testable import FrugalNN

@Suite("Safetensors errors from the system")
struct SafetensorsErrorTests {
    @Test("A full disk is told with its remedy")
    func full() {
        let error = SafetensorsError(FileError.system(ENOSPC, at: "/models/a.safetensors", doing: "write it"))
        #expect(
            error.description == "/models/a.safetensors: the disk is full, could not write it. "
                + "Free some space and run the same command again; nothing that was there has changed.")
    }

    @Test("A file that may not be read is no question of where to write")
    func unreadable() {
        let error = SafetensorsError.system(EACCES, at: "a", reading: "read it")
        #expect(error.description == "a: no permission, could not read it. Check who may read it.")
    }
}
