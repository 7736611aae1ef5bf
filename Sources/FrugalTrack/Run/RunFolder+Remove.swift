import Foundation

extension RunFolder {
    /// Removes the folder of an earlier run, where there is one. A folder that holds anything else is left alone.
    /// - Parameters:
    ///   - run: whose folder it is, such as "a fit".
    ///   - remedy: what to do about a folder that is none.
    /// - Throws: ``FrugalError`` of kind `conflict` for another folder, ``TrackError`` for one that is being written or cannot
    ///   be removed.
    package static func remove(_ url: URL, of run: String, remedy: String) throws {
        let files = FileManager.default
        guard files.fileExists(atPath: url.path) else { return }
        guard files.fileExists(atPath: url.appendingPathComponent("run.json").path) else {
            throw FrugalError(
                .conflict, url.path, "this folder is not the record of \(run), so that --fresh will not remove it",
                remedy: remedy)
        }
        let lock = open(url.appendingPathComponent(".lock").path, O_RDWR | O_CLOEXEC)
        defer { if lock >= 0 { close(lock) } }
        guard lock < 0 || flock(lock, LOCK_EX | LOCK_NB) == 0 else {
            throw TrackError(
                .locked, at: url.path, "another process is writing this folder", remedy: "wait until it ends")
        }
        do {
            try files.removeItem(at: url)
        } catch {
            throw TrackError(
                .fileSystem, at: url.path, "could not remove it (\(error.localizedDescription))",
                remedy: "remove it by hand")
        }
    }
}
