/// Why a job of this module could not be done: what is wrong, where, and what to do about it.
public struct FrugalError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The kind of failure, which decides the exit status of a command. New kinds may be added.
    public struct Kind: Sendable, Hashable, CustomStringConvertible {
        /// The name of the kind, such as `budget`.
        public let description: String

        /// A setting that makes no sense, whatever the data.
        public static let usage = Kind(description: "usage")
        /// The data are not fit for the job.
        public static let data = Kind(description: "data")
        /// What is on disk belongs to another job.
        public static let conflict = Kind(description: "conflict")
        /// The time given is not enough.
        public static let budget = Kind(description: "budget")
        /// The job was stopped from outside and can go on from what is on disk.
        public static let interrupted = Kind(description: "interrupted")
        /// This build of the engine, or this machine, lacks what was asked for.
        public static let engine = Kind(description: "engine")
        /// No model could be trained.
        public static let training = Kind(description: "training")
        /// A trained model cannot be used.
        public static let model = Kind(description: "model")
    }

    /// The kind of failure.
    public var kind: Kind
    /// The file, folder or option concerned; empty where none is.
    public var subject: String
    /// What is wrong, as a clause without its final stop.
    public var problem: String
    /// What to do about it, as a clause without its final stop; empty where nothing can be done.
    public var remedy: String

    /// Makes an error from its parts.
    public init(_ kind: Kind, _ subject: String = "", _ problem: String, remedy: String = "") {
        self.kind = kind
        self.subject = subject
        self.problem = problem
        self.remedy = remedy
    }

    /// One or two sentences: subject, problem, remedy.
    public var description: String {
        (subject.isEmpty ? "" : "\(subject): ") + problem + (remedy.isEmpty ? "" : "; \(remedy)") + "."
    }
}
