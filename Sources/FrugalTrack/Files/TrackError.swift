/// An error of FrugalTrack: which file it concerns, what is wrong there and what to do about it.
public struct TrackError: Error, CustomStringConvertible, Equatable {
    /// What sort of fault it is, for code that has to choose what to do next.
    public enum Kind: Sendable, Equatable {
        /// The file or folder is not there.
        case missing
        /// The file is there and cannot be understood.
        case malformed
        /// The file was made by a later version of Frugal.
        case newerFormat
        /// Another process writes there.
        case locked
        /// The file system refused: full, read-only, no permission.
        case fileSystem
        /// What is there is not ours, or not this run's, so that it is left alone.
        case conflict
        /// The caller's values do not fit together.
        case invalidValue
    }

    /// What sort of fault it is.
    public let kind: Kind
    /// The path of the file or folder concerned; empty where no file is.
    public let path: String
    /// What is wrong, as a clause without a full stop.
    public let problem: String
    /// What the reader can do about it, as a clause without a full stop.
    public let remedy: String

    /// An error that names `path`, the `problem` there and the `remedy`.
    public init(_ kind: Kind, at path: String = "", _ problem: String, remedy: String = "") {
        self.kind = kind
        self.path = path
        self.problem = problem
        self.remedy = remedy
    }

    /// This error with `path` in place of `other`, or of the part of its path that is `other`.
    func naming(_ path: String, insteadOf other: String) -> TrackError {
        guard self.path.hasPrefix(other) else { return self }
        return TrackError(kind, at: path + self.path.dropFirst(other.count), problem, remedy: remedy)
    }

    /// One or two readable sentences: place, problem, remedy.
    public var description: String {
        let place = path.isEmpty ? "" : "\(path): "
        let cure = remedy.isEmpty ? "" : "; \(remedy)"
        return "\(place)\(problem)\(cure)."
    }
}
