/// Why an environment of Gymnasium's cannot be played, or not any longer.
public struct GymnasiumError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What sort of fault it is. New ones may be added.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        /// The name of the sort, such as `died`.
        public let description: String

        /// Settings or actions that make no sense.
        public static let settings = Code(description: "settings")
        /// There is no such Python, or it cannot be started.
        public static let python = Code(description: "python")
        /// That Python lacks a package.
        public static let missingPackage = Code(description: "missingPackage")
        /// No environment is registered under the name.
        public static let unknownEnvironment = Code(description: "unknownEnvironment")
        /// Its observations or actions are of a kind that cannot be used.
        public static let space = Code(description: "space")
        /// The environment raised an exception.
        public static let raised = Code(description: "raised")
        /// The process ended without a word.
        public static let died = Code(description: "died")
        /// The process did not answer in time, and was ended.
        public static let hung = Code(description: "hung")
        /// Memory ended.
        public static let memory = Code(description: "memory")
        /// The environments were closed before.
        public static let closed = Code(description: "closed")
    }

    /// What sort of fault it is.
    public var code: Code
    /// The environment, or the Python.
    public var subject: String
    /// What is wrong, as a clause without its final stop.
    public var problem: String
    /// What to do about it, as a clause without its final stop.
    public var remedy: String
    /// Python's trace of the exception; empty where there was none.
    public var trace: String

    /// An error from its parts.
    public init(_ code: Code, _ subject: String, _ problem: String, remedy: String, trace: String = "") {
        self.code = code
        self.subject = subject
        self.problem = problem
        self.remedy = remedy
        self.trace = trace
    }

    /// Subject, problem, remedy.
    public var description: String { "\(subject): \(problem); \(remedy)." }
}
