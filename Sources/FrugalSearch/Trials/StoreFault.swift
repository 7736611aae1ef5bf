import FrugalTrack
import GRDB

/// What SQLite says, in words that name the file and the remedy.
enum StoreFault {
    static func damaged(_ path: String, _ reason: String) -> TrackError {
        TrackError(
            .malformed, at: path, "the trial store is damaged (\(reason))",
            remedy: "restore the file, or move it away and begin the study anew")
    }

    /// `error` for a person; an error that is none of SQLite's is left as it is.
    static func plainly(_ error: any Error, at path: String) -> any Error {
        guard let error = error as? DatabaseError else { return error }
        let unharmed = "nothing that was there has changed"
        let reason = error.message ?? "SQLite error \(error.resultCode.rawValue)"
        switch error.resultCode {
        case .SQLITE_FULL:
            return TrackError(
                .fileSystem, at: path, "the disk is full",
                remedy: "free some space and run the same command again; \(unharmed)")
        case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_CANTOPEN:
            return TrackError(
                .fileSystem, at: path, "the trial store cannot be written (\(reason))",
                remedy: "check the path, and who may write there; \(unharmed)")
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            return TrackError(
                .locked, at: path, "another program has held the trial store for ten seconds",
                remedy: "end that program and run the same command again")
        case .SQLITE_NOTADB, .SQLITE_CORRUPT:
            return damaged(path, reason)
        case .SQLITE_ERROR where reason.hasPrefix("no such "):
            return damaged(path, reason)
        default:
            return TrackError(.fileSystem, at: path, "the trial store failed (\(reason))", remedy: unharmed)
        }
    }
}
