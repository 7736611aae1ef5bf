import Foundation
import FrugalTrack

/// The working folder of an update, `NAME.frugal.update`: there while an update is under way, from which the same command
/// goes on.
enum UpdateFolder {
    private struct Settings: Encodable {
        var update: Update
        var weights: String
    }

    /// Opens the folder or makes it.
    /// - Throws: ``FrugalError`` of kind `conflict` where another update lies there, `TrackError` where it is in use or cannot
    ///   be written.
    static func open(_ update: Update, weights: String, arrival: String, startsAfresh: Bool) throws -> RunFolder {
        if startsAfresh { try RunFolder.remove(update.work, of: "an update", remedy: "move it away") }
        var settings = Settings(update: update, weights: weights)
        // Where the bundle lies and the old data are does not change what is learned.
        settings.update.bundle = URL(fileURLWithPath: "/")
        settings.update.oldData = nil
        do {
            return try RunFolder(
                at: update.work,
                record: RunRecord(
                    recipe: settings, seed: update.seed, versions: Versions.all, dataHashes: ["arrival": arrival]))
        } catch let error as TrackError where error.kind == .conflict {
            throw FrugalError(
                .conflict, update.work.path,
                "this folder holds an unfinished update of other data or by another policy",
                remedy: "repeat that command to go on with it, or give --fresh to begin anew")
        }
    }

    /// Removes a folder that has served its end.
    static func remove(_ folder: RunFolder) { try? FileManager.default.removeItem(at: folder.url) }
}
