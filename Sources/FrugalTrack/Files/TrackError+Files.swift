import FrugalFiles

extension TrackError {
    /// What FrugalFiles says, in this module's type.
    init(_ error: FileError) {
        let kind: Kind =
            switch error.kind {
            case .missing: .missing
            case .fileSystem: .fileSystem
            case .conflict: .conflict
            }
        self.init(kind, at: error.path, error.problem, remedy: error.remedy)
    }

    /// The system's refusal `code` in words, with what to do about it.
    package static func system(
        _ code: Int32, at path: String, doing action: String, for access: FileError.Access = .writing
    ) -> TrackError {
        TrackError(FileError.system(code, at: path, doing: action, for: access))
    }
}

/// Runs `body`, and throws as a ``TrackError`` what FrugalFiles throws there.
package func asTrackError<Result>(_ body: () throws -> Result) throws -> Result {
    do {
        return try body()
    } catch let error as FileError {
        throw TrackError(error)
    }
}
