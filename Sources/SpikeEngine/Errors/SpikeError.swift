/// Why a network cannot be simulated as asked: what is wrong, where, and what to do about it.
public struct SpikeError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The kind of failure. New kinds may be added.
    public struct Kind: Sendable, Hashable, CustomStringConvertible {
        /// The name of the kind, such as `timeStep`.
        public let description: String

        /// A number of things that does not fit.
        public static let size = Kind(description: "size")
        /// A number that makes no sense: not finite, of the wrong sign, out of its range.
        public static let value = Kind(description: "value")
        /// An index outside of what it counts, or a key of another network.
        public static let index = Kind(description: "index")
        /// A time step that is unstable or too coarse for a model.
        public static let timeStep = Kind(description: "timeStep")
        /// A delay that cannot be kept.
        public static let delay = Kind(description: "delay")
        /// Parts that cannot be put together, such as learning with shared weights.
        public static let combination = Kind(description: "combination")
        /// A saved state that is damaged or belongs to another network.
        public static let state = Kind(description: "state")
        /// Membranes that are no longer numbers.
        public static let divergence = Kind(description: "divergence")
    }

    /// The kind of failure.
    public var kind: Kind
    /// The population, source or connection concerned.
    public var subject: String
    /// What is wrong, as a clause without its final stop.
    public var problem: String
    /// What to do about it, as a clause without its final stop; empty where nothing can be done.
    public var remedy: String

    /// Makes an error from its parts.
    public init(_ kind: Kind, _ subject: String, _ problem: String, remedy: String = "") {
        self.kind = kind
        self.subject = subject
        self.problem = problem
        self.remedy = remedy
    }

    /// One or two clauses: subject, problem, remedy.
    public var description: String {
        (subject.isEmpty ? "" : "\(subject): ") + problem + (remedy.isEmpty ? "" : "; \(remedy)") + "."
    }
}
