import Foundation

/// Why a file or folder could not be written: which one, what is wrong there and what to do about it.
public struct FileError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What sort of fault it is, for code that has to choose what to do next.
    public enum Kind: Sendable, Equatable {
        /// The folder is not there.
        case missing
        /// The file system refused: full, read-only, no permission.
        case fileSystem
        /// What is there is no file that could be replaced.
        case conflict
    }

    /// What sort of fault it is.
    public let kind: Kind
    /// The path of the file or folder concerned, as it was named.
    public let path: String
    /// What is wrong, as a clause without a full stop.
    public let problem: String
    /// What the reader can do about it, as a clause without a full stop.
    public let remedy: String

    init(_ kind: Kind, at path: String, _ problem: String, remedy: String) {
        self.kind = kind
        self.path = path
        self.problem = problem
        self.remedy = remedy
    }

    /// One or two readable sentences: place, problem, remedy.
    public var description: String { "\(path): \(problem); \(remedy)." }

    /// ``remedy`` as a sentence without its full stop, for errors that keep the two apart.
    package var remedySentence: String { remedy.prefix(1).uppercased() + remedy.dropFirst() }

    /// What was asked of the file; it decides the remedy.
    package enum Access: Sendable {
        case reading, writing
    }

    /// The system's refusal `code` in words, with what to do about it.
    /// - Parameter action: what could not be done, such as "write it".
    package static func system(
        _ code: Int32, at path: String, doing action: String, for access: Access = .writing
    ) -> FileError {
        let unharmed = "nothing that was there has changed"
        switch code {
        case ENOSPC, EDQUOT:
            return FileError(
                .fileSystem, at: path, "the disk is full, could not \(action)",
                remedy: "free some space and run the same command again; \(unharmed)")
        case EROFS, EACCES, EPERM:
            return FileError(
                .fileSystem, at: path, "no permission, could not \(action)",
                remedy: access == .reading
                    ? "check who may read it" : "choose a folder that you may write to; \(unharmed)")
        case ENOENT where access == .reading, ENOTDIR where access == .reading:
            return FileError(.missing, at: path, "no such file, could not \(action)", remedy: "check the path")
        case ENOENT, ENOTDIR:
            return FileError(
                .missing, at: path, "no such folder, could not \(action)", remedy: "create the folder first")
        case ENAMETOOLONG:
            return FileError(.fileSystem, at: path, "the name is too long, could not \(action)", remedy: "shorten it")
        default:
            let reason = String(cString: strerror(code))
            return FileError(.fileSystem, at: path, "could not \(action) (\(reason))", remedy: unharmed)
        }
    }
}
