/// Why a game cannot be played as asked: what is wrong, where, and what to do about it.
public struct GameError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The game or the part of the call concerned.
    public var subject: String
    /// What is wrong, as a clause without its final stop.
    public var problem: String
    /// What to do about it, as a clause without its final stop.
    public var remedy: String

    /// Makes an error from its parts.
    public init(_ subject: String, _ problem: String, remedy: String) {
        self.subject = subject
        self.problem = problem
        self.remedy = remedy
    }

    /// Subject, problem, remedy.
    public var description: String { "\(subject): \(problem); \(remedy)." }
}
